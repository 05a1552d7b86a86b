# Start of a kernel in supervisor mode: the header of a Linux Image (boot-image-header of the kernel's documentation for
# RISC-V), then a stack and main. a0 = hart id, a1 = device tree.

    .section .text.start, "ax"
    .globl _start
_start:
    .option push
    .option norvc
    j       start                   # code0
    nop                             # code1
    .option pop
    .dword  0x200000                # text_offset: 2 MiB, as every 64-bit kernel has
    .dword  __image_bytes           # image_size: all that the kernel takes in RAM
    .dword  0                       # flags: little-endian
    .word   2                       # header version 0.2
    .word   0
    .dword  0
    .ascii  "RISCV\0\0\0"
    .ascii  "RSC\005"
    .word   0

start:
    csrw    sie, zero
    csrw    satp, zero

    .option push
    .option norelax                 # gp cannot be relaxed against itself
    la      gp, __global_pointer$
    .option pop
    la      sp, __stack_top

    la      t0, __bss_start
    la      t1, __bss_end
clear_bss:                          # a multiple of 16 bytes, see link.ld
    bgeu    t0, t1, bss_is_clear
    sd      zero, 0(t0)
    sd      zero, 8(t0)
    addi    t0, t0, 16
    j       clear_bss
bss_is_clear:

    call    supervisor_start
    call    main
    call    power_off
