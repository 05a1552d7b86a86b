/* Does nothing, a hundred times a second: what protection costs when there is no work. */
#include "clint.h"
#include "csr.h"
#include "print.h"

int main(void) {
  print("idle: 100 ticks a second, for ever\n");
  ticks_start(100);
  interrupts_on();
  for (;;) {
    wait_for_interrupt();
  }
}
