#include "checks.h"

enum { RESET, UNKNOWN };

#define VENDORS_OWN 0xf0000000UL

/* Kinds that are refused; the last call of all is a shutdown that works. */
void reset_check(void) {
  check_group("refused resets");
  check_case("reserved type");
  check_error("error", SBI_INVALID_PARAM, CALL2(SBI_SRST, RESET, 3, 0));
  check_case("reserved reason");
  check_error("error", SBI_INVALID_PARAM, CALL2(SBI_SRST, RESET, SBI_SHUTDOWN, 2));
  check_case("a vendor's own type");
  check_error_known("a vendor's own type of reset is invalid", "error", SBI_NOT_SUPPORTED, SBI_INVALID_PARAM,
                    CALL2(SBI_SRST, RESET, VENDORS_OWN, 0));
  check_case("unknown function");
  check_error("error", SBI_NOT_SUPPORTED, CALL1(SBI_SRST, UNKNOWN, 0));
}
