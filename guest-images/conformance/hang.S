/* Never reports. */
#include "test.h"

_start:
  j _start
