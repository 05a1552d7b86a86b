/* Calls from before version 0.2, each an extension of its own, which answer in a0. */
#include "board.h"
#include "checks.h"
#include "supervisor.h"

enum { UNKNOWN = 0xf };

static void put(char c) {
  check_equal("putchar", 0, (uint64_t)CALL1(SBI_LEGACY_PUTCHAR, 0, (uint64_t)c).error);
}

static void check_timer(void) {
  check_case("timer");
  check_equal("set_timer", 0, (uint64_t)CALL1(SBI_LEGACY_SET_TIMER, 0, rdtime() + TICKS_PER_SECOND / 1000).error);
  check_true("the interrupt becomes pending", interrupt_awaited(INTERRUPT_TIMER));
  check_equal("set_timer", 0, (uint64_t)CALL1(SBI_LEGACY_SET_TIMER, 0, -1UL).error);
  check_true("a new deadline takes it back", !interrupt_is_pending(INTERRUPT_TIMER));
}

void legacy_check(void) {
  check_group("calls from before version 0.2");
  check_case("console");
  put('~');
  put('\n');
  while (sbi_getchar() >= 0) {
  }
  check_true("typed bytes arrive", typed_bytes_arrive("legacy", sbi_getchar));
  check_timer();
  check_case("unknown");
  check_error("error", SBI_NOT_SUPPORTED, CALL1(UNKNOWN, 0, 0));
}
