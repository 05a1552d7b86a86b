#include "check.h"
#include "code.h"

int main(void) {
  run_start();
  rewriting_check();
  mappings_check();
  recycling_check();
  oneself_check();
  dma_check();
  return check_done();
}
