/* Vectored handlers: interrupts go to their own entry, exceptions to the first. */
#include "check.h"
#include "run.h"
#include "traps.h"

SNIPPET(trap_at_once, "ecall\n");
SNIPPET(wait_here, "1: j 1b\n");

static struct run run;

static void expect(enum mode taken_in, uint64_t cause, uint64_t vector) {
  check_equal("cause", cause, run.trap.cause);
  check_equal("taken in", taken_in, run.trap.taken_in);
  check_equal("vector", vector, run.trap.vector);
}

static void interrupts(bool delegated, uint64_t vectored) {
  static const uint64_t numbers[] = {INTERRUPT_SSI, INTERRUPT_STI, INTERRUPT_SEI};
  CSR_WRITE(mtvec, run_machine_vectors() | vectored);
  CSR_WRITE(stvec, run_supervisor_vectors() | vectored);
  CSR_WRITE(mideleg, delegated ? DELEGATE_INTERRUPTS : 0);
  for (unsigned i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    uint64_t number = numbers[i];
    check_case("interrupt %lu, delegated %lu, vectored %lu", number, (uint64_t)delegated, vectored);
    CSR_WRITE(mie, 1UL << number);
    CSR_SET(mip, 1UL << number);
    run_code(&run, MODE_U, wait_here, 0, 0);
    expect(delegated ? MODE_S : MODE_M, CAUSE_INTERRUPT | number, vectored ? number : 0);
    check_equal("epc", (uintptr_t)wait_here, run.trap.epc);
    check_equal("tval", 0, run.trap.value);
    CSR_CLEAR(mip, 1UL << number);
  }
  CSR_WRITE(mie, 0);
}

static void exceptions(bool delegated) {
  CSR_WRITE(mtvec, run_machine_vectors() | 1);
  CSR_WRITE(stvec, run_supervisor_vectors() | 1);
  CSR_WRITE(medeleg, delegated ? DELEGATE_ALL : 0);
  check_case("ecall, delegated %lu", (uint64_t)delegated);
  run_code(&run, MODE_U, trap_at_once, 0, 0);
  expect(delegated ? MODE_S : MODE_M, CAUSE_ECALL_U, 0);
}

void vectors_check(void) {
  check_group("vectored handlers");
  for (int delegated = 0; delegated <= 1; delegated++) {
    interrupts(delegated, 0);
    interrupts(delegated, 1);
    exceptions(delegated);
  }
  run_reset();
}
