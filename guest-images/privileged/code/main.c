#include "check.h"
#include "checks.h"
#include "run.h"

int main(void) {
  run_start();
  rewriting_check();
  mappings_check();
  recycling_check();
  oneself_check();
  dma_check();
  return check_done();
}
