/* Sleeps for a millisecond, then reports that all is well: two clock reads and a timer interrupt. */
#include "test.h"

_start:
  rdtime t0
  li t1, 10000
  add s1, t0, t1
  li s0, 0x2004000 /* mtimecmp */
  sd s1, (s0)
  li t0, 1 << 7
  csrw mie, t0
1:
  wfi
  csrr t0, mip
  beqz t0, 1b
  rdtime t0
  bltu t0, s1, early
  report 1
early:
  report 2 << 1 | 1
