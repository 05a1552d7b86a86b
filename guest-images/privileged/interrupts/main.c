#include "check.h"
#include "interrupts.h"
#include "run.h"

int main(void) {
  run_start();
  routing_check();
  priorities_check();
  sources_check();
  nesting_check();
  waiting_check();
  return check_done();
}
