/* Has no symbol for the word, only the section. */
.section .text.start, "ax"
.global _start

_start:
  la t0, .Lword
  li t1, 1
1:
  sd t1, (t0)
  j 1b

.section .tohost, "aw"
.Lword: .dword 0
