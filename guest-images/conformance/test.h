/* What the programs here have in common: the word through which they report, and how to. */
#ifndef TEST_H
#define TEST_H

/* Reports the value, for ever. */
.macro report value
  la t0, tohost
  li t1, \value
9:
  sd t1, (t0)
  j 9b
.endm

.section .tohost, "aw"
.global tohost
tohost: .dword 0

.section .text.start, "ax"
.global _start

#endif
