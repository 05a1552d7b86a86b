/* Waits for an interrupt that never comes. */
#include "test.h"

_start:
  wfi
  j _start
