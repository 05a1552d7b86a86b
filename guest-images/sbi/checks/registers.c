/* A call changes a0 and a1 alone, and one from before version 0.2 changes a0 alone. */
#include "checks.h"

enum { SP = 2, A0 = 10, A1 = 11, A6 = 16, A7 = 17, REGISTERS = 32 };

/* call_with.S: makes a call with all registers but sp as in `before`, and notes them all in `after`. */
void call_with(const uint64_t before[REGISTERS], uint64_t after[REGISTERS]);

static void check_kept(const char *name, uint64_t extension, uint64_t function, int changed) {
  static uint64_t before[REGISTERS];
  static uint64_t after[REGISTERS];
  for (uint64_t i = 0; i < REGISTERS; i++) {
    before[i] = i * 0x0123456789abcdefUL;
  }
  before[A0] = 0;
  before[A6] = function;
  before[A7] = extension;
  call_with(before, after);
  for (int i = 1; i < REGISTERS; i++) {
    bool may_change = i >= A0 && i <= changed;
    if (i != SP && !may_change) {
      check_case("%s, x%d", name, i);
      check_equal("register", before[i], after[i]);
    }
  }
}

void registers_check(void) {
  check_group("registers across a call");
  check_kept("base", SBI_BASE, 0, A1);
  check_kept("fence.i", SBI_RFENCE, 0, A1);
  check_kept("unknown extension", 0x0badcafe, 0, A1);
  check_kept("legacy console input", SBI_LEGACY_GETCHAR, 0, A0);
}
