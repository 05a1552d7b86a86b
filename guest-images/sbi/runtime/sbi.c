#include "sbi.h"

#include "finisher.h"

enum { BASE_PROBE = 3, REASON_NONE = 0, REASON_FAILURE = 1 };

bool sbi_has(uint64_t extension) {
  struct sbi_result result = sbi_call(SBI_BASE, BASE_PROBE, extension, 0, 0, 0);
  return result.error == SBI_SUCCESS && result.value != 0;
}

void sbi_set_timer(uint64_t time) {
  sbi_call(SBI_TIME, 0, time, 0, 0, 0);
}

int sbi_getchar(void) {
  return (int)sbi_call(SBI_LEGACY_GETCHAR, 0, 0, 0, 0, 0).error;
}

static _Noreturn void reset(enum sbi_reset type, int reason) {
  sbi_call(SBI_SRST, 0, type, (uint64_t)reason, 0, 0);
  for (;;) { /* no firmware comes back from here */
  }
}

_Noreturn void sbi_reset(enum sbi_reset type) {
  reset(type, REASON_NONE);
}

_Noreturn void power_off(int code) {
  reset(SBI_SHUTDOWN, code == 0 ? REASON_NONE : REASON_FAILURE);
}
