/* Reports that all is well. */
#include "test.h"

_start:
  report 1
