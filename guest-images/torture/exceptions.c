/* Every synchronous exception that M-mode can meet without paging: cause, place and address must be right. */
#include <stdbool.h>

#include "print.h"
#include "torture.h"
#include "trap.h"

/* No device and no memory is there on the virt board. */
#define NOWHERE 0x09000000UL

static void take(struct mixer *mixer, const char *what, uint64_t cause, struct exception *exception) {
  if (!trap_came(exception)) {
    panic("torture: %s: expected exception %lu, found none", what, cause);
  }
  if (exception->cause != cause) {
    panic("torture: %s: expected exception %lu, found %lu", what, cause, exception->cause);
  }
  mix_steady(mixer, exception->cause);
  mix_steady(mixer, exception->epc);
}

/* What mtval says about these is up to the machine. */
#define TRAP(mixer, cause, instruction)                                  \
  do {                                                                   \
    struct exception exception_;                                         \
    trap_expect();                                                       \
    __asm__ volatile(instruction ::: "memory", "t0");                    \
    take(mixer, instruction, cause, &exception_);                        \
    mix_live(mixer, exception_.value);                                   \
  } while (0)

/* mtval must be the address. */
#define FAULT(mixer, cause, instruction)                                 \
  do {                                                                   \
    struct exception exception_;                                         \
    trap_expect();                                                       \
    __asm__ volatile(instruction ::"r"(NOWHERE) : "memory", "t0", "ra"); \
    take(mixer, instruction, cause, &exception_);                        \
    mix_steady(mixer, exception_.value);                                 \
  } while (0)

static void instructions(struct mixer *mixer) {
  TRAP(mixer, CAUSE_ILLEGAL_INSTRUCTION, ".2byte 0");
  TRAP(mixer, CAUSE_ILLEGAL_INSTRUCTION, ".4byte 0xffffffff");
  TRAP(mixer, CAUSE_ILLEGAL_INSTRUCTION, "csrw cycle, zero"); /* read-only */
  TRAP(mixer, CAUSE_ILLEGAL_INSTRUCTION, "csrr t0, 0x5c0");   /* not there */
  TRAP(mixer, CAUSE_BREAKPOINT, ".4byte 0x00100073");         /* ebreak */
  TRAP(mixer, CAUSE_BREAKPOINT, "c.ebreak");
  TRAP(mixer, CAUSE_ECALL_M, "ecall");
}

static void addresses(struct mixer *mixer) {
  FAULT(mixer, CAUSE_LOAD_ACCESS, "ld t0, 0(%0)");
  FAULT(mixer, CAUSE_LOAD_ACCESS, "lbu t0, 5(%0)");
  FAULT(mixer, CAUSE_STORE_ACCESS, "sw zero, 8(%0)");
  FAULT(mixer, CAUSE_FETCH_ACCESS, "jalr ra, 0(%0)");
}

/* A machine may refuse a misaligned AMO or carry it out. */
static void misaligned_amo(struct mixer *mixer) {
  static uint64_t cells[2];
  struct exception exception;
  uint64_t old = 0;
  trap_expect();
  __asm__ volatile("amoadd.w %0, %2, (%1)" : "+&r"(old) : "r"((uint8_t *)cells + 2), "r"(3) : "memory");
  bool came = trap_came(&exception);
  mix_live(mixer, came ? exception.cause : old);
  mix_live(mixer, cells[0]);
}

void exceptions_round(struct mixer *mixer) {
  instructions(mixer);
  addresses(mixer);
  misaligned_amo(mixer);
}
