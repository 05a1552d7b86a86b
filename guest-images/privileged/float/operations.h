/* Makes functions out of single instructions. */
#pragma once

#include "float.h"

/* Floating-point operands and result of double width: raw bits. Singles come in boxed and go out as they stand. */
#define OPERATION_F(name, text)                                                              \
  static uint64_t name(uint64_t a, uint64_t b, uint64_t c) {                                 \
    uint64_t result;                                                                         \
    __asm__ volatile("fmv.d.x ft0, %1\n fmv.d.x ft1, %2\n fmv.d.x ft2, %3\n" text            \
                     "\n fmv.x.d %0, ft3" : "=r"(result) : "r"(a), "r"(b), "r"(c) : "ft0", "ft1", "ft2", "ft3", "memory"); \
    return result;                                                                           \
  }

/* Floating-point operands, integer result. */
#define OPERATION_X(name, text)                                                              \
  static uint64_t name(uint64_t a, uint64_t b, uint64_t c) {                                 \
    uint64_t result;                                                                         \
    (void)c;                                                                                 \
    __asm__ volatile("fmv.d.x ft0, %1\n fmv.d.x ft1, %2\n" text                              \
                     : "=r"(result) : "r"(a), "r"(b) : "ft0", "ft1", "memory");              \
    return result;                                                                           \
  }

/* Integer operand, floating-point result. */
#define OPERATION_I(name, text)                                                              \
  static uint64_t name(uint64_t a, uint64_t b, uint64_t c) {                                 \
    uint64_t result;                                                                         \
    (void)b;                                                                                 \
    (void)c;                                                                                 \
    __asm__ volatile(text "\n fmv.x.d %0, ft3" : "=r"(result) : "r"(a) : "ft3", "memory");   \
    return result;                                                                           \
  }

/* One row of a table: what is run on what, rounded how, and what must come of it. */
struct expectation {
  const char *name;
  operation run;
  uint64_t a, b, c;
  uint64_t rounding;
  uint64_t result, flags;
  const char *known; /* how a machine is known to differ, and what it gives then */
  uint64_t known_result, known_flags;
};

void float_expect(const struct expectation *table, unsigned count);
#define EXPECT_ALL(table) float_expect(table, sizeof(table) / sizeof((table)[0]))
