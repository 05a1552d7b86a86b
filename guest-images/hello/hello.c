/* Greets, counts ten ticks of the timer, and powers off. */
#include "clint.h"
#include "csr.h"
#include "print.h"

enum { TICKS = 10, TICKS_A_SECOND = 100 };

static void wait_for_tick(uint64_t number) {
  for (;;) {
    interrupts_off();
    if (ticks() >= number) {
      break;
    }
    wait_for_interrupt();
    interrupts_on();
  }
  interrupts_on();
}

int main(void) {
  print("hello: a guest on RV64GC, one hart\n");
  ticks_start(TICKS_A_SECOND);
  interrupts_on();
  for (uint64_t k = 1; k <= TICKS; k++) {
    wait_for_tick(k);
    print("tick %lu\n", k);
  }
  print("hello: done\n");
  return 0;
}
