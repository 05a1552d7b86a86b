# Saves what a C function may clobber, calls trap_handle(frame, cause) and returns to frame->epc.
# Handlers must not use floating point: its registers are not saved. Traps do not nest.

    .set    FRAME_BYTES, 144        # struct trap_frame, kept a multiple of 16

    .macro  each_saved op
    \op     ra, 0(sp)
    \op     t0, 8(sp)
    \op     t1, 16(sp)
    \op     t2, 24(sp)
    \op     t3, 32(sp)
    \op     t4, 40(sp)
    \op     t5, 48(sp)
    \op     t6, 56(sp)
    \op     a0, 64(sp)
    \op     a1, 72(sp)
    \op     a2, 80(sp)
    \op     a3, 88(sp)
    \op     a4, 96(sp)
    \op     a5, 104(sp)
    \op     a6, 112(sp)
    \op     a7, 120(sp)
    .endm

    .text
    .align  2                       # mtvec, direct mode
    .globl  trap_entry
trap_entry:
    addi    sp, sp, -FRAME_BYTES
    each_saved sd
    csrr    t0, mepc
    sd      t0, 128(sp)

    mv      a0, sp
    csrr    a1, mcause
    call    trap_handle

    ld      t0, 128(sp)
    csrw    mepc, t0
    each_saved ld
    addi    sp, sp, FRAME_BYTES
    mret
