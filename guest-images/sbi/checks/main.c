#include "checks.h"

int main(void) {
  base_check();
  registers_check();
  timer_check();
  interrupt_check();
  fences_check();
  harts_check();
  console_check();
  reset_check();
  legacy_check();
  return check_done();
}
