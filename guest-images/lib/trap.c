#include "trap.h"

#include "csr.h"
#include "print.h"

#define INTERRUPT (1UL << 63)

enum { SOFTWARE = 3, TIMER = 7, EXTERNAL = 11, INTERRUPT_CAUSES = 12 };

static interrupt_handler handlers[INTERRUPT_CAUSES];

static volatile bool expecting;
static volatile bool came;
static struct exception last;

static void enable(int cause, interrupt_handler handler) {
  handlers[cause] = handler;
  CSR_SET(mie, 1UL << cause);
}

void trap_on_timer(interrupt_handler handler) {
  enable(TIMER, handler);
}

void trap_on_software(interrupt_handler handler) {
  enable(SOFTWARE, handler);
}

void trap_on_external(interrupt_handler handler) {
  enable(EXTERNAL, handler);
}

void trap_expect(void) {
  came = false;
  expecting = true;
}

bool trap_came(struct exception *what) {
  expecting = false;
  __asm__ volatile("" ::: "memory"); /* `last` is written by the trap */
  *what = last;
  return came;
}

static uint64_t next_instruction(const struct trap_frame *frame, uint64_t cause) {
  if (cause == CAUSE_FETCH_ACCESS) {
    return frame->ra;
  }
  bool four_bytes = (*(const uint8_t *)frame->epc & 3) == 3;
  return frame->epc + (four_bytes ? 4 : 2);
}

static void handle_exception(struct trap_frame *frame, uint64_t cause) {
  uint64_t value = CSR_READ(mtval);
  if (!expecting) {
    panic("unexpected exception: cause %lu at 0x%lx, value 0x%lx", cause, frame->epc, value);
  }
  expecting = false;
  came = true;
  last = (struct exception){.cause = cause, .epc = frame->epc, .value = value};
  frame->epc = next_instruction(frame, cause);
}

void trap_handle(struct trap_frame *frame, uint64_t cause);

void trap_handle(struct trap_frame *frame, uint64_t cause) {
  if (!(cause & INTERRUPT)) {
    handle_exception(frame, cause);
    return;
  }
  uint64_t number = cause & ~INTERRUPT;
  if (number >= INTERRUPT_CAUSES || !handlers[number]) {
    panic("interrupt %lu, which nobody has enabled", number);
  }
  handlers[number](frame);
}
