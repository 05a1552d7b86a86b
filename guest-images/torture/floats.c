/*
 * Floating point, double and single: every kind of number, every rounding mode, and the flags that each operation
 * raises. Left out is where the versions of the architecture differ: signalling NaNs, and infinity times zero plus NaN.
 */
#include "torture.h"

enum { ROUNDING_MODES = 5, PAIRS_A_ROUND = 4 };

static const uint64_t special_doubles[] = {
    0x0000000000000000, /* 0 */
    0x8000000000000000, /* -0 */
    0x3ff0000000000000, /* 1 */
    0xbff8000000000000, /* -1.5 */
    0x0000000000000001, /* smallest subnormal */
    0x800fffffffffffff, /* greatest subnormal, negative */
    0x0010000000000000, /* smallest normal */
    0x7fefffffffffffff, /* greatest */
    0x7ff0000000000000, /* infinity */
    0xfff0000000000000, /* -infinity */
    0x7ff8000000000000, /* NaN */
    0x3fd5555555555555, /* 1/3 */
    0x41dfffffffe00000, /* 2^31 - 1/2 */
    0xc3e0000000000000, /* -2^63 */
};

static const uint32_t special_floats[] = {
    0x00000000, 0x80000000, 0x3f800000, 0xbfc00000, 0x00000001, 0x807fffff, 0x00800000,
    0x7f7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0x3eaaaaab, 0x4effffff, 0xdf000000,
};

static uint64_t choose_double(struct mixer *mixer) {
  uint64_t bits = choose(mixer);
  if (bits % 3 == 0) {
    return special_doubles[bits / 3 % (sizeof special_doubles / sizeof special_doubles[0])];
  }
  /* An exponent near that of 1, so that sums and products are of interest. */
  return (bits & 0x800fffffffffffff) | (0x3e0 + (bits >> 58)) << 52;
}

static uint32_t choose_float(struct mixer *mixer) {
  uint32_t bits = (uint32_t)(choose(mixer) >> 16);
  if (bits % 3 == 0) {
    return special_floats[bits / 3 % (sizeof special_floats / sizeof special_floats[0])];
  }
  return (bits & 0x807fffff) | (0x70 + (bits >> 27)) << 23;
}

static void set_rounding(uint64_t mode) {
  __asm__ volatile("fsrm %0" ::"r"(mode));
}

static void mix_flags(struct mixer *mixer) {
  uint64_t flags;
  __asm__ volatile("csrrw %0, fflags, zero" : "=r"(flags));
  mix_steady(mixer, flags);
}

/* Each operation takes bit patterns and leaves one; the compiler has no say in it. */
#define DOUBLE_2(mixer, name, a, b)                                                                               \
  do {                                                                                                            \
    uint64_t result_;                                                                                             \
    __asm__ volatile("fmv.d.x ft0, %1\n fmv.d.x ft1, %2\n" name " ft2, ft0, ft1\n fmv.x.d %0, ft2"                \
                     : "=r"(result_) : "r"(a), "r"(b) : "ft0", "ft1", "ft2");                                     \
    mix_steady(mixer, result_);                                                                                   \
    mix_flags(mixer);                                                                                             \
  } while (0)

#define DOUBLE_3(mixer, name, a, b, c)                                                                            \
  do {                                                                                                            \
    uint64_t result_;                                                                                             \
    __asm__ volatile("fmv.d.x ft0, %1\n fmv.d.x ft1, %2\n fmv.d.x ft2, %3\n" name " ft2, ft0, ft1, ft2\n"         \
                     "fmv.x.d %0, ft2"                                                                            \
                     : "=r"(result_) : "r"(a), "r"(b), "r"(c) : "ft0", "ft1", "ft2");                             \
    mix_steady(mixer, result_);                                                                                   \
    mix_flags(mixer);                                                                                             \
  } while (0)

#define SINGLE_2(mixer, name, a, b)                                                                               \
  do {                                                                                                            \
    uint64_t result_;                                                                                             \
    __asm__ volatile("fmv.w.x ft0, %1\n fmv.w.x ft1, %2\n" name " ft2, ft0, ft1\n fmv.x.w %0, ft2"                \
                     : "=r"(result_) : "r"(a), "r"(b) : "ft0", "ft1", "ft2");                                     \
    mix_steady(mixer, result_);                                                                                   \
    mix_flags(mixer);                                                                                             \
  } while (0)

/* From a floating-point register to an integer: comparisons, classes, conversions. */
#define TO_INTEGER(mixer, move, name, operands, a, b)                                                             \
  do {                                                                                                            \
    uint64_t result_;                                                                                             \
    __asm__ volatile(move " ft0, %1\n" move " ft1, %2\n" name " %0, " operands                                    \
                     : "=r"(result_) : "r"(a), "r"(b) : "ft0", "ft1");                                            \
    mix_steady(mixer, result_);                                                                                   \
    mix_flags(mixer);                                                                                             \
  } while (0)

static void doubles(struct mixer *mixer, uint64_t a, uint64_t b) {
  DOUBLE_2(mixer, "fadd.d", a, b);
  DOUBLE_2(mixer, "fsub.d", a, b);
  DOUBLE_2(mixer, "fmul.d", a, b);
  DOUBLE_2(mixer, "fdiv.d", a, b);
  DOUBLE_2(mixer, "fmin.d", a, b);
  DOUBLE_2(mixer, "fmax.d", a, b);
  DOUBLE_2(mixer, "fsgnjx.d", a, b);
  DOUBLE_3(mixer, "fmadd.d", a, b, special_doubles[11]);
  DOUBLE_3(mixer, "fnmsub.d", a, b, special_doubles[3]);
}

static void doubles_to_integers(struct mixer *mixer, uint64_t a, uint64_t b) {
  TO_INTEGER(mixer, "fmv.d.x", "feq.d", "ft0, ft1", a, b);
  TO_INTEGER(mixer, "fmv.d.x", "flt.d", "ft0, ft1", a, b);
  TO_INTEGER(mixer, "fmv.d.x", "fle.d", "ft0, ft1", a, b);
  TO_INTEGER(mixer, "fmv.d.x", "fclass.d", "ft0", a, b);
  TO_INTEGER(mixer, "fmv.d.x", "fcvt.w.d", "ft0, dyn", a, b);
  TO_INTEGER(mixer, "fmv.d.x", "fcvt.wu.d", "ft0, dyn", a, b);
  TO_INTEGER(mixer, "fmv.d.x", "fcvt.l.d", "ft1, dyn", a, b);
  TO_INTEGER(mixer, "fmv.d.x", "fcvt.lu.d", "ft1, dyn", a, b);
}

static void singles(struct mixer *mixer, uint32_t a, uint32_t b) {
  SINGLE_2(mixer, "fadd.s", a, b);
  SINGLE_2(mixer, "fmul.s", a, b);
  SINGLE_2(mixer, "fdiv.s", a, b);
  SINGLE_2(mixer, "fmax.s", a, b);
  TO_INTEGER(mixer, "fmv.w.x", "flt.s", "ft0, ft1", a, b);
  TO_INTEGER(mixer, "fmv.w.x", "fclass.s", "ft1", a, b);
  TO_INTEGER(mixer, "fmv.w.x", "fcvt.l.s", "ft0, dyn", a, b);
}

static void roots_and_conversions(struct mixer *mixer, uint64_t a) {
  uint64_t root, narrow, back;
  __asm__ volatile(
      "fmv.d.x ft0, %3\n fsqrt.d ft1, ft0\n fcvt.s.d ft2, ft0\n fmv.x.d %0, ft1\n fmv.x.w %1, ft2\n"
      "fcvt.d.l ft3, %3\n fcvt.s.lu ft4, %3\n fcvt.d.s ft4, ft4\n fadd.d ft3, ft3, ft4\n fmv.x.d %2, ft3"
      : "=&r"(root), "=&r"(narrow), "=&r"(back) : "r"(a) : "ft0", "ft1", "ft2", "ft3", "ft4");
  mix_steady(mixer, root);
  mix_steady(mixer, narrow);
  mix_steady(mixer, back);
  mix_flags(mixer);
}

void floats_round(struct mixer *mixer) {
  for (int i = 0; i < PAIRS_A_ROUND; i++) {
    set_rounding(choose(mixer) % ROUNDING_MODES);
    uint64_t a = choose_double(mixer), b = choose_double(mixer);
    doubles(mixer, a, b);
    doubles_to_integers(mixer, a, b);
    roots_and_conversions(mixer, a);
    singles(mixer, choose_float(mixer), choose_float(mixer));
  }
  set_rounding(0);
}
