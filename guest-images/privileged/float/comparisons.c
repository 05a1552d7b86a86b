/* Comparisons, minimum and maximum, classes, signs. */
#include "check.h"
#include "operations.h"

OPERATION_X(eq_d, "feq.d %0, ft0, ft1")
OPERATION_X(lt_d, "flt.d %0, ft0, ft1")
OPERATION_X(le_d, "fle.d %0, ft0, ft1")
OPERATION_X(eq_s, "feq.s %0, ft0, ft1")
OPERATION_X(class_d, "fclass.d %0, ft0")
OPERATION_X(class_s, "fclass.s %0, ft0")
OPERATION_F(min_d, "fmin.d ft3, ft0, ft1")
OPERATION_F(max_d, "fmax.d ft3, ft0, ft1")
OPERATION_F(min_s, "fmin.s ft3, ft0, ft1")
OPERATION_F(max_s, "fmax.s ft3, ft0, ft1")
OPERATION_F(sign_d, "fsgnj.d ft3, ft0, ft1")
OPERATION_F(sign_not_d, "fsgnjn.d ft3, ft0, ft1")
OPERATION_F(sign_xor_d, "fsgnjx.d ft3, ft0, ft1")
OPERATION_F(sign_s, "fsgnj.s ft3, ft0, ft1")

static const struct expectation comparisons[] = {
  {"feq.d", eq_d, 0, SIGN_D, 0, 0, 1, 0},
  {"feq.d", eq_d, QUIET_D, QUIET_D, 0, 0, 0, 0},
  {"feq.d", eq_d, SIGNALLING_D, ONE_D, 0, 0, 0, FLAG_NV},
  {"flt.d", lt_d, ONE_D, QUIET_D, 0, 0, 0, FLAG_NV},
  {"flt.d", lt_d, ONE_D | SIGN_D, ONE_D, 0, 0, 1, 0},
  {"fle.d", le_d, INFINITY_D, INFINITY_D, 0, 0, 1, 0},
  {"fle.d", le_d, QUIET_D, ONE_D, 0, 0, 0, FLAG_NV},
  {"feq.s", eq_s, BOXED(ONE_S), ONE_S, 0, 0, 0, 0, SINGLES_UNBOXED, 1, 0},
};

static const char old_minimum[] = "fmin and fmax of a signalling NaN give a NaN, as before version 2.2 of F";

/* A NaN gives way to a number; -0 is less than 0. */
static const struct expectation extremes[] = {
  {"fmin.d", min_d, ONE_D, QUIET_D, 0, 0, ONE_D, 0},
  {"fmax.d", max_d, QUIET_D, ONE_D, 0, 0, ONE_D, 0},
  {"fmin.d", min_d, QUIET_D | 1, QUIET_D | 2, 0, 0, QUIET_D, 0},
  {"fmin.d", min_d, 0, SIGN_D, 0, 0, SIGN_D, 0},
  {"fmax.d", max_d, SIGN_D, 0, 0, 0, 0, 0},
  {"fmin.d", min_d, INFINITY_D, INFINITY_D | SIGN_D, 0, 0, INFINITY_D | SIGN_D, 0},
  {"fmin.s", min_s, BOXED(ONE_S), ONE_S, 0, 0, BOXED(ONE_S), 0},
  {"fmax.s", max_s, BOXED(ONE_S), BOXED(QUIET_S), 0, 0, BOXED(ONE_S), 0},
};

static const struct expectation classes[] = {
  {"fclass.d", class_d, INFINITY_D | SIGN_D, 0, 0, 0, 1 << 0, 0},
  {"fclass.d", class_d, ONE_D | SIGN_D, 0, 0, 0, 1 << 1, 0},
  {"fclass.d", class_d, TINY_D | SIGN_D, 0, 0, 0, 1 << 2, 0},
  {"fclass.d", class_d, SIGN_D, 0, 0, 0, 1 << 3, 0},
  {"fclass.d", class_d, 0, 0, 0, 0, 1 << 4, 0},
  {"fclass.d", class_d, TINY_D, 0, 0, 0, 1 << 5, 0},
  {"fclass.d", class_d, MAX_D, 0, 0, 0, 1 << 6, 0},
  {"fclass.d", class_d, INFINITY_D, 0, 0, 0, 1 << 7, 0},
  {"fclass.d", class_d, SIGNALLING_D, 0, 0, 0, 1 << 8, 0},
  {"fclass.d", class_d, QUIET_D | SIGN_D, 0, 0, 0, 1 << 9, 0},
  {"fclass.s", class_s, BOXED(TINY_S | SIGN_S), 0, 0, 0, 1 << 2, 0},
  {"fclass.s", class_s, BOXED(SIGNALLING_S), 0, 0, 0, 1 << 8, 0},
  {"fclass.s, not boxed", class_s, ONE_S, 0, 0, 0, 1 << 9, 0, SINGLES_UNBOXED, 1 << 6, 0},
};

static const struct expectation signs[] = {
  {"fsgnj.d", sign_d, ONE_D, SIGN_D, 0, 0, ONE_D | SIGN_D, 0},
  {"fsgnj.d", sign_d, SIGNALLING_D | SIGN_D, ONE_D, 0, 0, SIGNALLING_D, 0},
  {"fsgnjn.d", sign_not_d, ONE_D, ONE_D, 0, 0, ONE_D | SIGN_D, 0},
  {"fsgnjx.d", sign_xor_d, ONE_D | SIGN_D, ONE_D | SIGN_D, 0, 0, ONE_D, 0},
  {"fsgnj.s", sign_s, BOXED(ONE_S), BOXED(SIGN_S), 0, 0, BOXED(ONE_S | SIGN_S), 0},
  {"fsgnj.s, not boxed", sign_s, ONE_S, BOXED(SIGN_S), 0, 0, BOXED(QUIET_S | SIGN_S), 0, SINGLES_UNBOXED,
   BOXED(ONE_S | SIGN_S), 0},
};

/* The number, and a flag, since version 2.2; a NaN before. */
static void signalling(void) {
  uint64_t flags, result = float_run(min_d, ONE_D, SIGNALLING_D, 0, 0, &flags);
  check_case("fmin.d of a signalling NaN");
  check_known(old_minimum, "result", ONE_D, QUIET_D, result);
  check_equal("flags", FLAG_NV, flags);
  result = float_run(max_s, BOXED(SIGNALLING_S), BOXED(ONE_S), 0, 0, &flags);
  check_case("fmax.s of a signalling NaN");
  check_known(old_minimum, "result", ONE_S, QUIET_S, result & 0xffffffff);
  check_equal("flags", FLAG_NV, flags);
}

void comparisons_check(void) {
  check_group("comparisons");
  EXPECT_ALL(comparisons);
  check_group("minimum and maximum");
  EXPECT_ALL(extremes);
  signalling();
  check_group("classes");
  EXPECT_ALL(classes);
  check_group("signs");
  EXPECT_ALL(signs);
}
