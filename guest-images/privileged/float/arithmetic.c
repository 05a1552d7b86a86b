/* Every flag by every class of operation, and every rounding, static and dynamic. */
#include "check.h"
#include "operations.h"

OPERATION_F(add_d, "fadd.d ft3, ft0, ft1")
OPERATION_F(sub_d, "fsub.d ft3, ft0, ft1")
OPERATION_F(mul_d, "fmul.d ft3, ft0, ft1")
OPERATION_F(div_d, "fdiv.d ft3, ft0, ft1")
OPERATION_F(sqrt_d, "fsqrt.d ft3, ft0")
OPERATION_F(madd_d, "fmadd.d ft3, ft0, ft1, ft2")
OPERATION_F(msub_d, "fmsub.d ft3, ft0, ft1, ft2")
OPERATION_F(nmadd_d, "fnmadd.d ft3, ft0, ft1, ft2")
OPERATION_F(nmsub_d, "fnmsub.d ft3, ft0, ft1, ft2")
OPERATION_F(add_s, "fadd.s ft3, ft0, ft1")
OPERATION_F(mul_s, "fmul.s ft3, ft0, ft1")
OPERATION_F(div_s, "fdiv.s ft3, ft0, ft1")
OPERATION_F(sqrt_s, "fsqrt.s ft3, ft0")
OPERATION_F(madd_s, "fmadd.s ft3, ft0, ft1, ft2")
OPERATION_F(div_rne, "fdiv.d ft3, ft0, ft1, rne")
OPERATION_F(div_rtz, "fdiv.d ft3, ft0, ft1, rtz")
OPERATION_F(div_rdn, "fdiv.d ft3, ft0, ft1, rdn")
OPERATION_F(div_rup, "fdiv.d ft3, ft0, ft1, rup")
OPERATION_F(div_rmm, "fdiv.d ft3, ft0, ft1, rmm")

#define TWO_D 0x4000000000000000UL
#define THREE_D 0x4008000000000000UL
#define THIRD_D 0x3fd5555555555555UL
#define NORMAL_D 0x0010000000000000UL
#define THREE_S BOXED(0x40400000)

static const struct expectation flags[] = {
  {"fadd.d", add_d, ONE_D, ONE_D, 0, 0, TWO_D, 0},
  {"fadd.d", add_d, ONE_D, TINY_D, 0, 0, ONE_D, FLAG_NX},
  {"fadd.d", add_d, MAX_D, MAX_D, 0, 0, INFINITY_D, FLAG_OF | FLAG_NX},
  {"fadd.d", add_d, INFINITY_D, INFINITY_D | SIGN_D, 0, 0, QUIET_D, FLAG_NV},
  {"fadd.d", add_d, QUIET_D | 5, ONE_D, 0, 0, QUIET_D, 0},
  {"fadd.d", add_d, SIGNALLING_D, ONE_D, 0, 0, QUIET_D, FLAG_NV},
  {"fsub.d", sub_d, ONE_D, ONE_D, 0, ROUND_NEAREST, 0, 0},
  {"fsub.d", sub_d, ONE_D, ONE_D, 0, ROUND_DOWN, SIGN_D, 0},
  {"fsub.d", sub_d, INFINITY_D, INFINITY_D, 0, 0, QUIET_D, FLAG_NV},
  {"fmul.d", mul_d, INFINITY_D, 0, 0, 0, QUIET_D, FLAG_NV},
  {"fmul.d", mul_d, TINY_D, TINY_D, 0, 0, 0, FLAG_UF | FLAG_NX},
  {"fmul.d", mul_d, TINY_D, TINY_D, 0, ROUND_UP, TINY_D, FLAG_UF | FLAG_NX},
  {"fmul.d", mul_d, NORMAL_D, 0x3fe0000000000000UL, 0, 0, NORMAL_D >> 1, 0},
  {"fmul.d", mul_d, MAX_D, TWO_D, 0, ROUND_TO_ZERO, MAX_D, FLAG_OF | FLAG_NX},
  {"fmul.d", mul_d, MAX_D | SIGN_D, TWO_D, 0, ROUND_UP, MAX_D | SIGN_D, FLAG_OF | FLAG_NX},
  {"fmul.d", mul_d, MAX_D | SIGN_D, TWO_D, 0, ROUND_DOWN, INFINITY_D | SIGN_D, FLAG_OF | FLAG_NX},
  {"fdiv.d", div_d, ONE_D, 0, 0, 0, INFINITY_D, FLAG_DZ},
  {"fdiv.d", div_d, ONE_D, SIGN_D, 0, 0, INFINITY_D | SIGN_D, FLAG_DZ},
  {"fdiv.d", div_d, 0, 0, 0, 0, QUIET_D, FLAG_NV},
  {"fdiv.d", div_d, INFINITY_D, INFINITY_D, 0, 0, QUIET_D, FLAG_NV},
  {"fsqrt.d", sqrt_d, 0x4010000000000000UL, 0, 0, 0, TWO_D, 0},
  {"fsqrt.d", sqrt_d, TWO_D, 0, 0, 0, 0x3ff6a09e667f3bcdUL, FLAG_NX},
  {"fsqrt.d", sqrt_d, ONE_D | SIGN_D, 0, 0, 0, QUIET_D, FLAG_NV},
  {"fsqrt.d", sqrt_d, SIGN_D, 0, 0, 0, SIGN_D, 0},
  {"fmadd.d", madd_d, TWO_D, THREE_D, ONE_D, 0, 0x401c000000000000UL, 0},
  {"fmsub.d", msub_d, TWO_D, THREE_D, ONE_D, 0, 0x4014000000000000UL, 0},
  {"fnmadd.d", nmadd_d, TWO_D, THREE_D, ONE_D, 0, 0xc01c000000000000UL, 0},
  {"fnmsub.d", nmsub_d, TWO_D, THREE_D, ONE_D, 0, 0xc014000000000000UL, 0},
  {"fmadd.d", madd_d, INFINITY_D, 0, QUIET_D, 0, QUIET_D, FLAG_NV,
   "a fused infinity times zero plus a NaN raises no NV", QUIET_D, 0},
  {"fadd.s", add_s, BOXED(ONE_S), BOXED(TINY_S), 0, 0, BOXED(ONE_S), FLAG_NX},
  {"fadd.s", add_s, BOXED(MAX_S), BOXED(MAX_S), 0, 0, BOXED(INFINITY_S), FLAG_OF | FLAG_NX},
  {"fadd.s", add_s, BOXED(SIGNALLING_S), BOXED(ONE_S), 0, 0, BOXED(QUIET_S), FLAG_NV},
  {"fmul.s", mul_s, BOXED(TINY_S), BOXED(TINY_S), 0, 0, BOXED(0), FLAG_UF | FLAG_NX},
  {"fdiv.s", div_s, BOXED(ONE_S), BOXED(0), 0, 0, BOXED(INFINITY_S), FLAG_DZ},
  {"fdiv.s", div_s, BOXED(ONE_S), THREE_S, 0, 0, BOXED(0x3eaaaaab), FLAG_NX},
  {"fsqrt.s", sqrt_s, BOXED(ONE_S | SIGN_S), 0, 0, 0, BOXED(QUIET_S), FLAG_NV},
  {"fmadd.s", madd_s, BOXED(ONE_S), THREE_S, BOXED(ONE_S), 0, BOXED(0x40800000), 0},
};

/* 1/3 lies between two doubles, and so does -1/3. */
static const struct expectation roundings[] = {
  {"dynamic", div_d, ONE_D, THREE_D, 0, ROUND_NEAREST, THIRD_D, FLAG_NX},
  {"dynamic", div_d, ONE_D, THREE_D, 0, ROUND_TO_ZERO, THIRD_D, FLAG_NX},
  {"dynamic", div_d, ONE_D, THREE_D, 0, ROUND_DOWN, THIRD_D, FLAG_NX},
  {"dynamic", div_d, ONE_D, THREE_D, 0, ROUND_UP, THIRD_D + 1, FLAG_NX},
  {"dynamic", div_d, ONE_D, THREE_D, 0, ROUND_NEAREST_AWAY, THIRD_D, FLAG_NX},
  {"dynamic", div_d, ONE_D | SIGN_D, THREE_D, 0, ROUND_TO_ZERO, THIRD_D | SIGN_D, FLAG_NX},
  {"dynamic", div_d, ONE_D | SIGN_D, THREE_D, 0, ROUND_DOWN, (THIRD_D + 1) | SIGN_D, FLAG_NX},
  {"dynamic", div_d, ONE_D | SIGN_D, THREE_D, 0, ROUND_UP, THIRD_D | SIGN_D, FLAG_NX},
  /* half a unit: nearest goes to even, away from zero */
  {"tie", add_d, ONE_D, 0x3ca0000000000000UL, 0, ROUND_NEAREST, ONE_D, FLAG_NX},
  {"tie", add_d, ONE_D, 0x3ca0000000000000UL, 0, ROUND_NEAREST_AWAY, ONE_D + 1, FLAG_NX},
  /* the instruction's own rounding, whatever the register says */
  {"rne", div_rne, ONE_D, THREE_D, 0, ROUND_UP, THIRD_D, FLAG_NX},
  {"rtz", div_rtz, ONE_D, THREE_D, 0, ROUND_UP, THIRD_D, FLAG_NX},
  {"rdn", div_rdn, ONE_D, THREE_D, 0, ROUND_UP, THIRD_D, FLAG_NX},
  {"rup", div_rup, ONE_D, THREE_D, 0, ROUND_DOWN, THIRD_D + 1, FLAG_NX},
  {"rmm", div_rmm, ONE_D, THREE_D, 0, ROUND_UP, THIRD_D, FLAG_NX},
};

/* A single that is not in its box counts as the canonical NaN. */
static const struct expectation boxes[] = {
  {"not boxed", add_s, ONE_S, BOXED(ONE_S), 0, 0, BOXED(QUIET_S), 0, SINGLES_UNBOXED, 0x40000000, 0},
  {"half boxed", add_s, 0xffff000000000000UL | ONE_S, BOXED(ONE_S), 0, 0, BOXED(QUIET_S), 0, SINGLES_UNBOXED,
   0x40000000, 0},
  {"a double", mul_s, ONE_D, BOXED(ONE_S), 0, 0, BOXED(QUIET_S), 0, SINGLES_UNBOXED, 0, 0},
  {"not boxed", sqrt_s, ONE_S, 0, 0, 0, BOXED(QUIET_S), 0, SINGLES_UNBOXED, ONE_S, 0},
};

void arithmetic_check(void) {
  check_group("floating-point flags");
  EXPECT_ALL(flags);
  check_group("roundings");
  EXPECT_ALL(roundings);
  check_group("boxes of singles");
  EXPECT_ALL(boxes);
}
