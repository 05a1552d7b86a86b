# Enters a run, and comes back from it by whatever trap is taken first. See run.h for struct run.
#
# A trap taken in supervisor mode is noted there, by supervisor code, which then asks machine mode to end the run.

    .set    RUN_PC, 256
    .set    RUN_CAUSE, 264
    .set    RUN_EPC, 272
    .set    RUN_VALUE, 280
    .set    RUN_STATUS, 288
    .set    RUN_TAKEN_IN, 296
    .set    RUN_VECTOR, 304
    .set    RUN_SPARE_M, 312
    .set    RUN_SPARE_S, 320
    .set    RUN_SPARE_T0, 328
    .set    RUN_SPARE_VECTOR, 336
    .set    RUN_SPARE_MIE, 344

    .set    FRAME_BYTES, 128

    .macro  each_kept op
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

    .macro  each_of_the_run op      # all but a0 (the base) and a1
    \op     x1, 8(a0)
    \op     x2, 16(a0)
    \op     x3, 24(a0)
    \op     x4, 32(a0)
    \op     x5, 40(a0)
    \op     x6, 48(a0)
    \op     x7, 56(a0)
    \op     x8, 64(a0)
    \op     x9, 72(a0)
    \op     x12, 96(a0)
    \op     x13, 104(a0)
    \op     x14, 112(a0)
    \op     x15, 120(a0)
    \op     x16, 128(a0)
    \op     x17, 136(a0)
    \op     x18, 144(a0)
    \op     x19, 152(a0)
    \op     x20, 160(a0)
    \op     x21, 168(a0)
    \op     x22, 176(a0)
    \op     x23, 184(a0)
    \op     x24, 192(a0)
    \op     x25, 200(a0)
    \op     x26, 208(a0)
    \op     x27, 216(a0)
    \op     x28, 224(a0)
    \op     x29, 232(a0)
    \op     x30, 240(a0)
    \op     x31, 248(a0)
    .endm

    .text
    .option norelax                 # gp is the run's in here

# void run_enter(struct run *run): mstatus and mepc are set.
    .globl  run_enter
run_enter:
    addi    sp, sp, -FRAME_BYTES
    each_kept sd
    la      t0, harness_sp
    sd      sp, 0(t0)
    csrw    mscratch, a0
    csrw    sscratch, a0
    each_of_the_run ld
    ld      a1, 88(a0)
    ld      a0, 80(a0)
    mret

# Notes the trap: a0 = the run, a1 = vector entry, the run's a1 in `spare`, its a0 in the scratch register.
    .macro  note cause, epc, value, status, scratch, spare, mode
    each_of_the_run sd
    sd      a1, RUN_VECTOR(a0)
    ld      t0, \spare(a0)
    sd      t0, 88(a0)
    csrr    t0, \scratch
    sd      t0, 80(a0)
    csrr    t0, \cause
    sd      t0, RUN_CAUSE(a0)
    csrr    t0, \epc
    sd      t0, RUN_EPC(a0)
    csrr    t0, \value
    sd      t0, RUN_VALUE(a0)
    csrr    t0, \status
    sd      t0, RUN_STATUS(a0)
    li      t0, \mode
    sd      t0, RUN_TAKEN_IN(a0)
    .endm

    .macro  vectors name, scratch, spare, common
    .balign 256
    .option push
    .option norvc                   # four bytes each
    .globl  \name
\name:
    .irp    number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
    j       \name\()_\number
    .endr
    .option pop
    .irp    number, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
\name\()_\number:
    csrrw   a0, \scratch, a0
    sd      a1, \spare(a0)
    li      a1, \number
    j       \common
    .endr
    .endm

    vectors run_machine_table, mscratch, RUN_SPARE_M, taken_in_machine_mode
    vectors run_supervisor_table, sscratch, RUN_SPARE_S, taken_in_supervisor_mode

taken_in_supervisor_mode:
    note    scause, sepc, stval, sstatus, sscratch, RUN_SPARE_S, 1
supervisor_is_done:
    ecall

taken_in_machine_mode:
    sd      t0, RUN_SPARE_T0(a0)
    sd      a1, RUN_SPARE_VECTOR(a0)
    la      a1, supervisor_is_done
    csrr    t0, mepc
    beq     a1, t0, leave
    bgtu    t0, a1, take
    la      a1, run_supervisor_table
    bgeu    t0, a1, let_supervisor_finish
take:
    ld      t0, RUN_SPARE_T0(a0)
    ld      a1, RUN_SPARE_VECTOR(a0)
    note    mcause, mepc, mtval, mstatus, mscratch, RUN_SPARE_M, 3
leave:
    ld      t0, RUN_SPARE_MIE(a0)
    beqz    t0, 1f
    csrw    mie, t0
    sd      zero, RUN_SPARE_MIE(a0)
1:
    la      t0, harness_sp
    ld      sp, 0(t0)
    each_kept ld
    addi    sp, sp, FRAME_BYTES
    ret

# An interrupt while supervisor code notes another trap: it stays pending, masked until that is done.
let_supervisor_finish:
    csrrw   t0, mie, zero
    sd      t0, RUN_SPARE_MIE(a0)
    ld      t0, RUN_SPARE_T0(a0)
    ld      a1, RUN_SPARE_M(a0)
    csrrw   a0, mscratch, a0
    mret

    .bss
    .balign 8
harness_sp:
    .dword  0
