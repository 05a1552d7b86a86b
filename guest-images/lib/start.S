# Start of every image: M-mode, interrupts off, a0 = hart id, a1 = device tree.

    .section .text.start, "ax"
    .globl _start
_start:
    csrw    mie, zero
    bnez    a0, park                # one hart runs; the machine has no more

    .option push
    .option norelax                 # gp cannot be relaxed against itself
    la      gp, __global_pointer$
    .option pop
    la      sp, __stack_top
    la      t0, trap_entry
    csrw    mtvec, t0

    li      t0, 1 << 13             # mstatus.FS = initial: floating point may be used
    csrs    mstatus, t0
    fscsr   zero

    la      t0, __bss_start
    la      t1, __bss_end
clear_bss:                          # a multiple of 16 bytes, see link.ld
    bgeu    t0, t1, bss_is_clear
    sd      zero, 0(t0)
    sd      zero, 8(t0)
    addi    t0, t0, 16
    j       clear_bss
bss_is_clear:

    call    main
    call    power_off

park:
    wfi
    j       park
