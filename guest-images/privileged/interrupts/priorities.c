/* Of several pending interrupts the one of the higher mode comes first; within a mode external, software, timer. */
#include "board.h"
#include "check.h"
#include "clint.h"
#include "interrupts.h"
#include "run.h"

SNIPPET(wait_for_one, "1: j 1b\n");

#define BIT(number) (1UL << (number))

static const char lowest_first[] = "interrupts pending together are taken lowest number first";

static struct run run;

static uint64_t first_of(uint64_t pending) {
  CSR_WRITE(mie, pending);
  run.pc = (uintptr_t)wait_for_one;
  run_in(&run, MODE_U, 0);
  CSR_WRITE(mie, 0);
  return run.trap.cause & ~CAUSE_INTERRUPT;
}

static uint64_t lowest(uint64_t pending) {
  return (uint64_t)__builtin_ctzl(pending);
}

static void expect_order(const char *what, const uint64_t *order, int count) {
  uint64_t pending = 0;
  for (int i = 0; i < count; i++) {
    pending |= BIT(order[i]);
  }
  for (int i = 0; i < count; i++) {
    check_case("%s, pending 0x%lx", what, pending);
    check_known(lowest_first, "first", order[i], lowest(pending), first_of(pending));
    pending &= ~BIT(order[i]);
  }
}

static void machine_sources_on(void) {
  clint_raise_software_interrupt();
  clint_set_deadline(0);
  while ((CSR_READ(mip) & (BIT(INTERRUPT_MSI) | BIT(INTERRUPT_MTI))) != (BIT(INTERRUPT_MSI) | BIT(INTERRUPT_MTI))) {
  }
}

static void machine_sources_off(void) {
  clint_clear_software_interrupt();
  clint_set_deadline(-1UL);
  while (CSR_READ(mip) & (BIT(INTERRUPT_MSI) | BIT(INTERRUPT_MTI))) {
  }
}

void priorities_check(void) {
  static const uint64_t supervisor[] = {INTERRUPT_SEI, INTERRUPT_SSI, INTERRUPT_STI};
  static const uint64_t all[] = {INTERRUPT_MSI, INTERRUPT_MTI, INTERRUPT_SEI, INTERRUPT_SSI, INTERRUPT_STI};
  check_group("priorities of interrupts");
  CSR_SET(mip, DELEGATE_INTERRUPTS);
  expect_order("all to machine mode, supervisor's", supervisor, 3);
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  expect_order("delegated", supervisor, 3);
  CSR_WRITE(mideleg, 0);
  machine_sources_on();
  expect_order("all to machine mode", all, 5);
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  check_case("machine mode's before those delegated");
  check_known(lowest_first, "first", INTERRUPT_MSI, INTERRUPT_SSI, first_of(BIT(INTERRUPT_MSI) | DELEGATE_INTERRUPTS));
  check_known(lowest_first, "second", INTERRUPT_MTI, INTERRUPT_SSI, first_of(BIT(INTERRUPT_MTI) | DELEGATE_INTERRUPTS));
  CSR_CLEAR(mip, DELEGATE_INTERRUPTS);
  machine_sources_off();
  run_reset();
}
