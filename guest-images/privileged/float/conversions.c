/* Conversions at their limits: to and from integers of every width, between the formats, and plain moves. */
#include "check.h"
#include "operations.h"

OPERATION_X(w_d, "fcvt.w.d %0, ft0")
OPERATION_X(wu_d, "fcvt.wu.d %0, ft0")
OPERATION_X(l_d, "fcvt.l.d %0, ft0")
OPERATION_X(lu_d, "fcvt.lu.d %0, ft0")
OPERATION_X(l_s, "fcvt.l.s %0, ft0")
OPERATION_X(w_s, "fcvt.w.s %0, ft0")
OPERATION_X(w_d_rtz, "fcvt.w.d %0, ft0, rtz")
OPERATION_X(move_x_w, "fmv.x.w %0, ft0")
OPERATION_I(d_l, "fcvt.d.l ft3, %1")
OPERATION_I(d_lu, "fcvt.d.lu ft3, %1")
OPERATION_I(d_w, "fcvt.d.w ft3, %1")
OPERATION_I(s_l, "fcvt.s.l ft3, %1")
OPERATION_I(s_wu, "fcvt.s.wu ft3, %1")
OPERATION_I(move_w_x, "fmv.w.x ft3, %1")
OPERATION_F(s_d, "fcvt.s.d ft3, ft0")
OPERATION_F(d_s, "fcvt.d.s ft3, ft0")

#define TWO_31_D 0x41e0000000000000UL
#define TWO_63_D 0x43e0000000000000UL
#define TWO_64_D 0x43f0000000000000UL
#define ONE_AND_HALF_D 0x3ff8000000000000UL

static const struct expectation to_integers[] = {
  {"fcvt.w.d", w_d, ONE_AND_HALF_D, 0, 0, ROUND_NEAREST, 2, FLAG_NX},
  {"fcvt.w.d", w_d, ONE_AND_HALF_D, 0, 0, ROUND_TO_ZERO, 1, FLAG_NX},
  {"fcvt.w.d rtz", w_d_rtz, ONE_AND_HALF_D, 0, 0, ROUND_UP, 1, FLAG_NX},
  {"fcvt.w.d", w_d, TWO_31_D, 0, 0, 0, 0x7fffffff, FLAG_NV},
  {"fcvt.w.d", w_d, TWO_31_D | SIGN_D, 0, 0, 0, 0xffffffff80000000UL, 0},
  {"fcvt.w.d", w_d, INFINITY_D | SIGN_D, 0, 0, 0, 0xffffffff80000000UL, FLAG_NV},
  {"fcvt.w.d", w_d, QUIET_D, 0, 0, 0, 0x7fffffff, FLAG_NV},
  {"fcvt.wu.d", wu_d, TWO_31_D, 0, 0, 0, 0xffffffff80000000UL, 0},
  {"fcvt.wu.d", wu_d, ONE_D | SIGN_D, 0, 0, 0, 0, FLAG_NV},
  {"fcvt.wu.d", wu_d, QUIET_D | SIGN_D, 0, 0, 0, -1UL, FLAG_NV},
  {"fcvt.l.d", l_d, TWO_63_D, 0, 0, 0, 0x7fffffffffffffffUL, FLAG_NV},
  {"fcvt.l.d", l_d, TWO_63_D | SIGN_D, 0, 0, 0, SIGN_D, 0},
  {"fcvt.l.d", l_d, SIGNALLING_D, 0, 0, 0, 0x7fffffffffffffffUL, FLAG_NV},
  {"fcvt.lu.d", lu_d, TWO_63_D, 0, 0, 0, SIGN_D, 0},
  {"fcvt.lu.d", lu_d, TWO_64_D, 0, 0, 0, -1UL, FLAG_NV},
  {"fcvt.lu.d", lu_d, 0xbfe0000000000000UL, 0, 0, ROUND_TO_ZERO, 0, FLAG_NX},
  {"fcvt.l.s", l_s, BOXED(INFINITY_S), 0, 0, 0, 0x7fffffffffffffffUL, FLAG_NV},
  {"fcvt.w.s", w_s, BOXED(0xc0200000), 0, 0, ROUND_DOWN, -3UL, FLAG_NX},
  {"fcvt.w.s", w_s, BOXED(0xc0200000), 0, 0, ROUND_NEAREST_AWAY, -3UL, FLAG_NX},
  {"fcvt.w.s", w_s, BOXED(0xc0200000), 0, 0, ROUND_NEAREST, -2UL, FLAG_NX},
};

static const struct expectation from_integers[] = {
  {"fcvt.d.w", d_w, 0x80000000, 0, 0, 0, TWO_31_D | SIGN_D, 0},
  {"fcvt.d.l", d_l, SIGN_D, 0, 0, 0, TWO_63_D | SIGN_D, 0},
  {"fcvt.d.l", d_l, 0x7fffffffffffffffUL, 0, 0, 0, TWO_63_D, FLAG_NX},
  {"fcvt.d.l", d_l, 0x7fffffffffffffffUL, 0, 0, ROUND_TO_ZERO, TWO_63_D - 1, FLAG_NX},
  {"fcvt.d.lu", d_lu, -1UL, 0, 0, 0, TWO_64_D, FLAG_NX},
  {"fcvt.s.l", s_l, 0x1000001, 0, 0, 0, BOXED(0x4b800000), FLAG_NX},
  {"fcvt.s.l", s_l, 0x1000001, 0, 0, ROUND_UP, BOXED(0x4b800001), FLAG_NX},
  {"fcvt.s.wu", s_wu, -1UL, 0, 0, 0, BOXED(0x4f800000), FLAG_NX},
  {"fmv.w.x", move_w_x, 0x123456789abcdef0UL, 0, 0, 0, BOXED(0x9abcdef0), 0, SINGLES_UNBOXED, 0x123456789abcdef0UL, 0},
};

static const struct expectation between_formats[] = {
  {"fcvt.s.d", s_d, ONE_D, 0, 0, 0, BOXED(ONE_S), 0},
  {"fcvt.s.d", s_d, MAX_D, 0, 0, 0, BOXED(INFINITY_S), FLAG_OF | FLAG_NX},
  {"fcvt.s.d", s_d, MAX_D, 0, 0, ROUND_TO_ZERO, BOXED(MAX_S), FLAG_OF | FLAG_NX},
  {"fcvt.s.d", s_d, TINY_D, 0, 0, 0, BOXED(0), FLAG_UF | FLAG_NX},
  {"fcvt.s.d", s_d, SIGNALLING_D, 0, 0, 0, BOXED(QUIET_S), FLAG_NV},
  {"fcvt.d.s", d_s, BOXED(TINY_S), 0, 0, 0, 0x36a0000000000000UL, 0},
  {"fcvt.d.s", d_s, BOXED(QUIET_S | SIGN_S), 0, 0, 0, QUIET_D, 0},
  {"fcvt.d.s", d_s, ONE_S, 0, 0, 0, QUIET_D, 0, SINGLES_UNBOXED, ONE_D, 0},
  {"fmv.x.w", move_x_w, BOXED(SIGN_S | 5), 0, 0, 0, 0xffffffff80000005UL, 0},
  {"fmv.x.w, not boxed", move_x_w, 0x1234567880000001UL, 0, 0, 0, 0xffffffff80000001UL, 0},
};

void conversions_check(void) {
  check_group("conversions to integers");
  EXPECT_ALL(to_integers);
  check_group("conversions from integers");
  EXPECT_ALL(from_integers);
  check_group("conversions between formats");
  EXPECT_ALL(between_formats);
}
