/* Traps without a handler. */
#include "test.h"

_start:
  csrw mtvec, zero
  ecall
