/* Control and status registers by name, as the privileged specification calls them. */
#pragma once

#include <stdint.h>

#define CSR_READ(name)                                         \
  ({                                                           \
    uint64_t value_;                                           \
    __asm__ volatile("csrr %0, " #name : "=r"(value_)::"memory"); \
    value_;                                                    \
  })

#define CSR_WRITE(name, value) \
  __asm__ volatile("csrw " #name ", %0" ::"r"((uint64_t)(value)) : "memory")

#define CSR_SET(name, bits) \
  __asm__ volatile("csrs " #name ", %0" ::"r"((uint64_t)(bits)) : "memory")

#define CSR_CLEAR(name, bits) \
  __asm__ volatile("csrc " #name ", %0" ::"r"((uint64_t)(bits)) : "memory")

enum { MSTATUS_MIE = 1 << 3 };

/* Ticks of 100 ns since the machine was switched on. */
static inline uint64_t rdtime(void) {
  return CSR_READ(time);
}

static inline void interrupts_on(void) {
  CSR_SET(mstatus, MSTATUS_MIE);
}

static inline void interrupts_off(void) {
  CSR_CLEAR(mstatus, MSTATUS_MIE);
}

/*
 * Sleeps until an enabled interrupt is pending, taken or not. With interrupts off this closes the gap between
 * "nothing to do" and going to sleep.
 */
static inline void wait_for_interrupt(void) {
  __asm__ volatile("wfi" ::: "memory");
}
