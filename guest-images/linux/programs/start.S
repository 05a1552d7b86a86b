# Where Linux enters a program: sp points at argc, argv, environment. main(argc, argv) gives the exit status.
.section .text
.globl _start
_start:
    .option push
    .option norelax
    la gp, __global_pointer$
    .option pop
    ld a0, 0(sp)
    addi a1, sp, 8
    andi sp, sp, -16
    call main
    li a7, 94 # exit_group
    ecall

.section .note.GNU-stack, "", %progbits
