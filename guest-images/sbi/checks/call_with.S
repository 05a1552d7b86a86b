# void call_with(const uint64_t before[32], uint64_t after[32]): a call to the firmware with all registers but sp as given.

    .set    FRAME_BYTES, 128

    .macro  each_callee_saved op
    \op     ra, 0(sp)
    \op     gp, 8(sp)
    \op     tp, 16(sp)
    \op     s0, 24(sp)
    \op     s1, 32(sp)
    \op     s2, 40(sp)
    \op     s3, 48(sp)
    \op     s4, 56(sp)
    \op     s5, 64(sp)
    \op     s6, 72(sp)
    \op     s7, 80(sp)
    \op     s8, 88(sp)
    \op     s9, 96(sp)
    \op     s10, 104(sp)
    \op     s11, 112(sp)
    .endm

    # All but x0, sp and x31, which is the base.
    .macro  each_register op
    \op     x1, 8(x31)
    .irp    n, 3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
    \op     x\n, 8*\n(x31)
    .endr
    .endm

    .text
    .globl  call_with
call_with:
    addi    sp, sp, -FRAME_BYTES - 16
    each_callee_saved sd
    sd      a1, FRAME_BYTES(sp)     # after
    mv      x31, a0
    each_register ld
    ld      x31, 8*31(x31)

    ecall

    sd      x31, FRAME_BYTES + 8(sp)
    ld      x31, FRAME_BYTES(sp)
    each_register sd
    ld      x30, FRAME_BYTES + 8(sp)
    sd      x30, 8*31(x31)
    each_callee_saved ld
    addi    sp, sp, FRAME_BYTES + 16
    ret
