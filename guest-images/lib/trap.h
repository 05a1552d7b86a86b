/* Traps: interrupts go to the driver that asked for them; exceptions end the machine unless expected. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* As trap_entry.S lays it out on the stack. */
struct trap_frame {
  uint64_t ra;
  uint64_t t[7];
  uint64_t a[8];
  uint64_t epc; /* where the trap happened, and where execution goes on */
  uint64_t padding;
};

enum {
  CAUSE_FETCH_ACCESS = 1,
  CAUSE_ILLEGAL_INSTRUCTION = 2,
  CAUSE_BREAKPOINT = 3,
  CAUSE_LOAD_ACCESS = 5,
  CAUSE_STORE_ACCESS = 7,
  CAUSE_ECALL_M = 11,
};

/* What an exception told. */
struct exception {
  uint64_t cause;
  uint64_t epc;
  uint64_t value; /* mtval */
};

/* Runs in the trap with interrupts off; must not use floating point. */
typedef void (*interrupt_handler)(const struct trap_frame *frame);

void trap_on_timer(interrupt_handler handler);
void trap_on_software(interrupt_handler handler);
void trap_on_external(interrupt_handler handler);

/*
 * From here on the next exception does not end the machine: it is noted, and execution goes on behind the
 * instruction, or at ra when the instruction could not be fetched.
 */
void trap_expect(void);

/* Whether the expected exception came; ends the expectation. */
bool trap_came(struct exception *what);
