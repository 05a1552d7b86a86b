#include "supervisor.h"

#include "board.h"
#include "print.h"

#define INTERRUPT (1UL << 63)
#define PATIENCE (5 * TICKS_PER_SECOND)

static volatile uint64_t taken;

/* An interrupt is disabled rather than acknowledged: whoever asked for it knows how to make it go. */
__attribute__((interrupt("supervisor"), aligned(4))) static void on_trap(void) {
  uint64_t cause = CSR_READ(scause);
  if (!(cause & INTERRUPT)) {
    panic("unexpected exception: cause %lu at 0x%lx, value 0x%lx", cause, CSR_READ(sepc), CSR_READ(stval));
  }
  taken = cause & ~INTERRUPT;
  CSR_CLEAR(sie, 1UL << taken);
}

void supervisor_start(void);

void supervisor_start(void) {
  CSR_WRITE(stvec, (uintptr_t)on_trap);
}

bool interrupt_taken(int interrupt) {
  taken = 0;
  CSR_SET(sie, PENDING(interrupt));
  CSR_SET(sstatus, SSTATUS_SIE);
  __asm__ volatile("nop");
  CSR_CLEAR(sstatus, SSTATUS_SIE);
  CSR_CLEAR(sie, PENDING(interrupt));
  return taken == (uint64_t)interrupt;
}

bool interrupt_awaited(int interrupt) {
  uint64_t end = rdtime() + PATIENCE;
  while (!interrupt_is_pending(interrupt)) {
    if (rdtime() > end) {
      return false;
    }
  }
  return true;
}

void interrupt_sleep(int interrupt) {
  CSR_SET(sie, PENDING(interrupt));
  while (!interrupt_is_pending(interrupt)) {
    wait_for_interrupt();
  }
  CSR_CLEAR(sie, PENDING(interrupt));
}
