/* Traps and interrupts of a kernel in supervisor mode. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "csr.h"

enum { INTERRUPT_SOFTWARE = 1, INTERRUPT_TIMER = 5 };

#define PENDING(interrupt) (1UL << (interrupt))
#define SSTATUS_SIE (1UL << 1)

/*
 * Takes an interrupt that is pending, if it is, and disables it again.
 *
 * Returns whether it was taken; no other one is enabled meanwhile.
 */
bool interrupt_taken(int interrupt);

/* Waits until an interrupt is pending, for five seconds at most; it is not taken. */
bool interrupt_awaited(int interrupt);

static inline bool interrupt_is_pending(int interrupt) {
  return (CSR_READ(sip) & PENDING(interrupt)) != 0;
}

/* Sleeps until this interrupt is pending; it is not taken. */
void interrupt_sleep(int interrupt);
