#include "check.h"
#include "paging.h"

int main(void) {
  run_start();
  permissions_check();
  sizes_check();
  accessed_check();
  fences_check();
  crossing_check();
  borrowed_check();
  return check_done();
}
