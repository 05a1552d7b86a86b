#include "checks.h"
#include "supervisor.h"

#define ALL_HARTS (-1UL)

static struct sbi_result send(uint64_t mask, uint64_t base) {
  return CALL2(SBI_IPI, 0, mask, base);
}

static void check_arrives(const char *name, uint64_t mask, uint64_t base) {
  check_case("%s", name);
  check_error("send", SBI_SUCCESS, send(mask, base));
  check_true("it becomes pending", interrupt_awaited(INTERRUPT_SOFTWARE));
  check_true("it is taken", interrupt_taken(INTERRUPT_SOFTWARE));
  CSR_CLEAR(sip, PENDING(INTERRUPT_SOFTWARE));
  check_true("the kernel takes it back", !interrupt_is_pending(INTERRUPT_SOFTWARE));
}

void interrupt_check(void) {
  check_group("interrupts between harts");
  check_arrives("to oneself", 1, 0);
  check_arrives("to all", 0, ALL_HARTS);
  check_case("to nobody");
  check_error("send", SBI_SUCCESS, send(0, 0));
  check_case("to a hart that is not there, by its base");
  check_error("send", SBI_INVALID_PARAM, send(1, 1));
  check_case("to a hart that is not there, by the mask");
  check_error_known("harts of the mask that are not there are passed over", "send", SBI_INVALID_PARAM, SBI_SUCCESS,
                    send(2, 0));
  check_case("in the end");
  check_true("nothing is pending", !interrupt_is_pending(INTERRUPT_SOFTWARE));
  check_case("unknown function");
  check_error("error", SBI_NOT_SUPPORTED, CALL1(SBI_IPI, 1, 0));
}
