#include "board.h"
#include "checks.h"
#include "supervisor.h"

#define SOON (TICKS_PER_SECOND / 5000)
#define FAR (1000 * TICKS_PER_SECOND)
#define NEVER (-1UL)

static struct sbi_result set_timer(uint64_t time) {
  return CALL1(SBI_TIME, 0, time);
}

static void check_expires(uint64_t deadline) {
  check_error("set_timer", SBI_SUCCESS, set_timer(deadline));
  check_true("the interrupt becomes pending", interrupt_awaited(INTERRUPT_TIMER));
  check_true("it is time", rdtime() >= deadline);
}

void timer_check(void) {
  check_group("timer");
  check_case("far away");
  check_error("set_timer", SBI_SUCCESS, set_timer(rdtime() + FAR));
  check_true("nothing is pending", !interrupt_is_pending(INTERRUPT_TIMER));
  check_case("soon");
  check_expires(rdtime() + SOON);
  check_true("the interrupt is taken", interrupt_taken(INTERRUPT_TIMER));
  check_true("it stays pending", interrupt_is_pending(INTERRUPT_TIMER));
  check_error("set_timer", SBI_SUCCESS, set_timer(NEVER));
  check_true("a new deadline takes it back", !interrupt_is_pending(INTERRUPT_TIMER));
  check_true("nothing is taken any more", !interrupt_taken(INTERRUPT_TIMER));
  check_case("in the past");
  check_expires(0);
  check_case("asleep");
  check_error("set_timer", SBI_SUCCESS, set_timer(rdtime() + SOON));
  interrupt_sleep(INTERRUPT_TIMER);
  check_error("set_timer", SBI_SUCCESS, set_timer(NEVER));
  check_case("unknown function");
  check_error("error", SBI_NOT_SUPPORTED, CALL1(SBI_TIME, 1, 0));
}
