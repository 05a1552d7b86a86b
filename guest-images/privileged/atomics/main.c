/* Atomics, and accesses that are not aligned. */
#include "atomics.h"
#include "check.h"
#include "run.h"

int main(void) {
  run_start();
  operations_check();
  reservations_check();
  misaligned_check();
  return check_done();
}
