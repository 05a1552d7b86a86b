#include "operations.h"

#include <stdbool.h>

#include "check.h"
#include "csr.h"

uint64_t float_run(operation run, uint64_t a, uint64_t b, uint64_t c, uint64_t rounding, uint64_t *flags) {
  CSR_WRITE(fcsr, rounding << 5);
  uint64_t result = run(a, b, c);
  *flags = CSR_READ(fflags);
  CSR_WRITE(fcsr, 0);
  return result;
}

static const char no_boxes[] = "singles are not boxed";

static bool without_box(uint64_t result, uint64_t found) {
  return result >> 32 == 0xffffffff && found == (result & 0xffffffff);
}

static void check_result(const struct expectation *row, uint64_t found) {
  if (row->known) {
    check_known(row->known, "result", row->result, row->known_result, found);
  } else if (without_box(row->result, found)) {
    check_known(no_boxes, "result", row->result, found, found);
  } else {
    check_equal("result", row->result, found);
  }
}

static void check_flags(const struct expectation *row, uint64_t found) {
  if (row->known && row->known_flags != row->flags) {
    check_known(row->known, "flags", row->flags, row->known_flags, found);
  } else {
    check_equal("flags", row->flags, found);
  }
}

void float_expect(const struct expectation *table, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    const struct expectation *row = &table[i];
    uint64_t flags, result = float_run(row->run, row->a, row->b, row->c, row->rounding, &flags);
    check_case("%s 0x%lx 0x%lx, rounding %lu", row->name, row->a, row->b, row->rounding);
    check_result(row, result);
    check_flags(row, flags);
  }
}
