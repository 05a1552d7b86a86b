/* WFI: ends when an enabled interrupt is pending, whether it is taken or not, and need not end before. */
#include "board.h"
#include "check.h"
#include "clint.h"
#include "interrupts.h"
#include "run.h"

SNIPPET_LABEL(after_wfi);
SNIPPET(plain_wait, " wfi\n after_wfi: ecall\n");
SNIPPET(wait_in_loop, "1: wfi\n j 1b\n");

static const char wfi_in_user[] = "WFI in user mode waits instead of trapping";

static struct run run;

static void expect_to_go_on(const char *what) {
  check_case("%s", what);
  check_equal("epc", (uintptr_t)after_wfi, run.trap.epc);
  check_equal("no interrupt", 0, run.trap.cause >> 63);
}

static void masked(enum mode mode) {
  CSR_WRITE(mie, 1UL << INTERRUPT_SSI);
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  CSR_SET(mip, 1UL << INTERRUPT_SSI);
  run_code(&run, mode, plain_wait, 0, 0);
  CSR_CLEAR(mip, 1UL << INTERRUPT_SSI);
  expect_to_go_on(mode_name(mode));
}

/* Interrupts off in machine mode: the timer wakes it and is not taken. */
static void woken_by_masked_timer(void) {
  CSR_WRITE(mie, 1UL << INTERRUPT_MTI);
  uint64_t deadline = rdtime() + TICKS_PER_SECOND / 500;
  clint_set_deadline(deadline);
  run_code(&run, MODE_M, plain_wait, 0, 0);
  expect_to_go_on("machine mode, interrupts off");
  check_true("not before its time", rdtime() >= deadline);
  check_true("MTIP", CSR_READ(mip) >> INTERRUPT_MTI & 1);
  clint_set_deadline(-1UL);
}

static void woken_by_timer(enum mode mode) {
  check_case("%s, woken by the timer", mode_name(mode));
  CSR_WRITE(mie, 1UL << INTERRUPT_MTI);
  clint_set_deadline(rdtime() + TICKS_PER_SECOND / 500);
  run_code(&run, mode, wait_in_loop, 0, 0);
  clint_set_deadline(-1UL);
  check_equal("cause", CAUSE_INTERRUPT | INTERRUPT_MTI, run.trap.cause);
  uint64_t place = run.trap.epc - (uintptr_t)wait_in_loop;
  check_either("epc behind the wfi, or before it again", 4, 0, place);
  CSR_WRITE(mie, 0);
}

static void in_user_mode(void) {
  check_case("U");
  CSR_WRITE(mie, 1UL << INTERRUPT_SSI);
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  CSR_SET(mip, 1UL << INTERRUPT_SSI);
  run_code(&run, MODE_U, plain_wait, 0, 0);
  CSR_CLEAR(mip, 1UL << INTERRUPT_SSI);
  check_equal("interrupt of a lower mode is taken", CAUSE_INTERRUPT | INTERRUPT_SSI, run.trap.cause);
  check_equal("epc", (uintptr_t)plain_wait, run.trap.epc);
  CSR_WRITE(mideleg, 0);
  CSR_WRITE(mie, 1UL << INTERRUPT_MTI);
  clint_set_deadline(rdtime() + TICKS_PER_SECOND / 1000);
  run_code(&run, MODE_U, plain_wait, 0, 0);
  clint_set_deadline(-1UL);
  check_known(wfi_in_user, "cause", CAUSE_ILLEGAL_INSTRUCTION, CAUSE_INTERRUPT | INTERRUPT_MTI, run.trap.cause);
  CSR_WRITE(mie, 0);
}

void waiting_check(void) {
  check_group("WFI with the interrupt masked");
  masked(MODE_M);
  masked(MODE_S);
  woken_by_masked_timer();
  check_group("WFI until the timer");
  woken_by_timer(MODE_S);
  check_group("WFI in user mode");
  in_user_mode();
  run_reset();
}
