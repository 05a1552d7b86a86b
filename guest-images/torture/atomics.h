/* What the timer interrupt does to the atomics under test. */
#pragma once

#include <stdint.h>

/* Changes the shared cells behind the back of the interrupted code; `number` counts the calls from 1. */
void atomics_disturb(uint64_t number);
