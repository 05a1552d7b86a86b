#include "check.h"
#include "float.h"
#include "run.h"

int main(void) {
  run_start();
  arithmetic_check();
  conversions_check();
  comparisons_check();
  state_check();
  return check_done();
}
