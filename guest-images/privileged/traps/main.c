#include "check.h"
#include "run.h"
#include "traps.h"

int main(void) {
  run_start();
  exceptions_check();
  returns_check();
  vectors_check();
  return check_done();
}
