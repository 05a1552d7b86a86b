#include "board.h"
#include "checks.h"
#include "supervisor.h"

enum { START, STOP, STATUS, SUSPEND, UNKNOWN };
enum { STARTED = 0 };

#define RETENTIVE 0UL
#define RESERVED 1UL
#define NON_RETENTIVE 0x80000000UL

static struct sbi_result start(uint64_t hart) {
  return CALL3(SBI_HSM, START, hart, 0x80200000UL, 0);
}

static struct sbi_result suspend(uint64_t type) {
  return CALL3(SBI_HSM, SUSPEND, type, 0, 0);
}

static void check_suspended_until_the_timer(void) {
  uint64_t deadline = rdtime() + TICKS_PER_SECOND / 1000;
  check_case("suspended");
  sbi_set_timer(deadline);
  CSR_SET(sie, PENDING(INTERRUPT_TIMER));
  struct sbi_result result = suspend(RETENTIVE);
  bool late = rdtime() >= deadline;
  CSR_CLEAR(sie, PENDING(INTERRUPT_TIMER));
  check_error("suspend", SBI_SUCCESS, result);
  check_true("it lasts until the timer", late);
  sbi_set_timer(-1UL);
}

/* Other firmware would do these as it is told, and the hart would be gone. */
static void check_refused_by_hypervisor(void) {
  if (!firmware_is_hypervisor()) {
    return;
  }
  check_case("the only hart");
  check_error("stop", SBI_FAILED, CALL1(SBI_HSM, STOP, 0));
  check_error("suspend without memory of its registers", SBI_NOT_SUPPORTED, suspend(NON_RETENTIVE));
}

void harts_check(void) {
  check_group("states of harts");
  check_case("this hart");
  check_success("status", STARTED, CALL1(SBI_HSM, STATUS, 0));
  check_error("start", SBI_ALREADY_AVAILABLE, start(0));
  check_case("a hart that is not there");
  check_error("status", SBI_INVALID_PARAM, CALL1(SBI_HSM, STATUS, 1));
  check_error("start", SBI_INVALID_PARAM, start(1));
  check_suspended_until_the_timer();
  check_case("a way to suspend that is reserved");
  check_error("error", SBI_INVALID_PARAM, suspend(RESERVED));
  check_refused_by_hypervisor();
  check_case("unknown function");
  check_error("error", SBI_NOT_SUPPORTED, CALL1(SBI_HSM, UNKNOWN, 0));
}
