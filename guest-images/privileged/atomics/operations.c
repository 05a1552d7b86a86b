/* Every AMO in both widths, plain and ordered, on values at the borders. */
#include <stddef.h>

#include "atomics.h"
#include "check.h"

typedef uint64_t (*amo)(uint64_t *cell, uint64_t operand);
typedef uint64_t (*reference)(uint64_t old, uint64_t operand);

#define AMO(name, instruction)                                                             \
  static uint64_t name(uint64_t *cell, uint64_t operand) {                                 \
    uint64_t old;                                                                          \
    __asm__ volatile(instruction " %0, %2, (%1)" : "=&r"(old) : "r"(cell), "r"(operand) : "memory"); \
    return old;                                                                            \
  }
#define AMO_ORDERS(name, instruction)     \
  AMO(name, instruction)                  \
  AMO(name##_aq, instruction ".aq")       \
  AMO(name##_rl, instruction ".rl")       \
  AMO(name##_aqrl, instruction ".aqrl")
#define AMO_WIDTHS(name, instruction)       \
  AMO_ORDERS(name##_w, instruction ".w")    \
  AMO_ORDERS(name##_d, instruction ".d")

AMO_WIDTHS(swap, "amoswap")
AMO_WIDTHS(add, "amoadd")
AMO_WIDTHS(xor, "amoxor")
AMO_WIDTHS(and, "amoand")
AMO_WIDTHS(or, "amoor")
AMO_WIDTHS(min, "amomin")
AMO_WIDTHS(max, "amomax")
AMO_WIDTHS(minu, "amominu")
AMO_WIDTHS(maxu, "amomaxu")

static uint64_t ref_swap(uint64_t old, uint64_t operand) { (void)old; return operand; }
static uint64_t ref_add(uint64_t old, uint64_t operand) { return old + operand; }
static uint64_t ref_xor(uint64_t old, uint64_t operand) { return old ^ operand; }
static uint64_t ref_and(uint64_t old, uint64_t operand) { return old & operand; }
static uint64_t ref_or(uint64_t old, uint64_t operand) { return old | operand; }
static uint64_t ref_min(uint64_t old, uint64_t operand) { return (int64_t)old < (int64_t)operand ? old : operand; }
static uint64_t ref_max(uint64_t old, uint64_t operand) { return (int64_t)old > (int64_t)operand ? old : operand; }
static uint64_t ref_minu(uint64_t old, uint64_t operand) { return old < operand ? old : operand; }
static uint64_t ref_maxu(uint64_t old, uint64_t operand) { return old > operand ? old : operand; }

#define ROW(name) {#name, ref_##name, {name##_w, name##_w_aq, name##_w_rl, name##_w_aqrl}, {name##_d, name##_d_aq, name##_d_rl, name##_d_aqrl}}

static const struct {
  const char *name;
  reference expected;
  amo words[4], doubles[4];
} operations[] = {ROW(swap), ROW(add), ROW(xor), ROW(and), ROW(or), ROW(min), ROW(max), ROW(minu), ROW(maxu)};

static const uint64_t values[] = {0, 1, -1UL, 0x7fffffff, 0x80000000, 0x7fffffffffffffff, 0x8000000000000000, 0x123456789abcdef0};
enum { VALUES = sizeof values / sizeof values[0] };

static uint64_t extended(uint64_t word) {
  return (uint64_t)(int64_t)(int32_t)word;
}

static void check_double(const char *name, amo operation, reference expected, uint64_t old, uint64_t operand) {
  uint64_t cells[3] = {0x1111, old, 0x2222};
  check_case("amo%s.d 0x%lx 0x%lx", name, old, operand);
  check_equal("result", old, operation(&cells[1], operand));
  check_equal("memory", expected(old, operand), cells[1]);
  check_equal("neighbours", 0x1111 + 0x2222, cells[0] + cells[2]);
}

/* The upper half of the operand does not count, nor does the word behind. */
static void check_word(const char *name, amo operation, reference expected, uint64_t old, uint64_t operand) {
  uint64_t cell = 0xabcdef0100000000UL | (old & 0xffffffff);
  check_case("amo%s.w 0x%lx 0x%lx", name, old, operand);
  check_equal("result", extended(old), operation(&cell, operand));
  uint64_t result = expected(extended(old), extended(operand)) & 0xffffffff;
  check_equal("memory", 0xabcdef0100000000UL | result, cell);
}

void operations_check(void) {
  check_group("atomic operations");
  for (unsigned i = 0; i < sizeof operations / sizeof operations[0]; i++) {
    for (int pair = 0; pair < VALUES * VALUES; pair++) {
      uint64_t old = values[pair / VALUES], operand = values[pair % VALUES];
      int order = pair % 4;
      check_double(operations[i].name, operations[i].doubles[order], operations[i].expected, old, operand);
      check_word(operations[i].name, operations[i].words[order], operations[i].expected, old, operand);
    }
  }
}
