#include "seed.h"

#include "print.h"
#include "trap.h"

/* Status in bits 31 and 30 of what is read. */
enum { BUILT_IN_TEST, WAIT, ENTROPY_16, DEAD };

/* By number, since not every assembler knows its name. It must be read and written at once. */
static uint32_t swap_seed(void) {
  uint64_t value;
  __asm__ volatile("csrrw %0, 0x015, zero" : "=r"(value)::"memory");
  return (uint32_t)value;
}

bool seed_present(void) {
  struct exception exception;
  trap_expect();
  swap_seed();
  return !trap_came(&exception);
}

static uint16_t read_16(void) {
  for (;;) {
    uint32_t value = swap_seed();
    uint32_t status = value >> 30;
    if (status == ENTROPY_16) {
      return (uint16_t)value;
    }
    if (status == DEAD) {
      panic("the seed CSR reports that its source of entropy is dead");
    }
  }
}

uint64_t seed_read(void) {
  uint64_t value = 0;
  for (int i = 0; i < 4; i++) {
    value = value << 16 | read_16();
  }
  return value;
}
