/* Code rewritten through the address that it runs at: without paging, from every mode, by every kind of store. */
#include "check.h"
#include "checks.h"
#include "code.h"

enum { ROUNDS = 8 };

static void rewrite(enum mode mode, enum store store, void *at, bool fence) {
  check_case("%s in %s, fence.i %lu, offset 0x%lx", store_name(store), mode_name(mode), (uint64_t)fence,
             (uint64_t)((uintptr_t)at & (PAGE_BYTES - 1)));
  code_put(at, 0);
  check_equal("value", 0, code_result(mode, (uintptr_t)at));
  for (uint32_t round = 1; round <= ROUNDS; round++) {
    code_store(store, mode, (uintptr_t)at, code_word(round));
    if (fence) {
      fence_i();
    }
    check_equal("value", round, code_result(mode, (uintptr_t)at));
  }
}

static void all_stores(bool fence) {
  static const enum mode modes[] = {MODE_M, MODE_S, MODE_U};
  for (int m = 0; m < 3; m++) {
    for (int store = 0; store < STORES; store++) {
      rewrite(modes[m], (enum store)store, code_page, fence);
      rewrite(modes[m], (enum store)store, code_page + PAGE_BYTES - 8, fence);
    }
  }
}

/* Two bytes at a time, all over a page: compressed instructions, each an own block. */
static void halves(void) {
  enum { C_LI_A0 = 0x4501, STEP = 62 };
  for (uint32_t value = 0; value < 4; value++) {
    for (uint32_t offset = 0; offset < PAGE_BYTES; offset += STEP) {
      uint8_t *at = code_page + offset;
      volatile uint16_t *half = (volatile uint16_t *)at;
      half[0] = (uint16_t)(C_LI_A0 | (value + 1) << 2);
      half[1] = 0x0073;
      half[2] = 0x0000;
      struct run run;
      run_code(&run, MODE_S, at, 99, 0);
      check_case("offset 0x%lx", (uint64_t)offset);
      check_equal("a0", value + 1, run.x[REG_A0]);
      check_equal("epc", (uintptr_t)at + 2, run.trap.epc);
    }
  }
}

/* Many functions on one page, each called again after the others have been rewritten. */
static void neighbours(void) {
  enum { FUNCTIONS = PAGE_BYTES / 64 };
  for (uint32_t round = 0; round < 6; round++) {
    for (uint32_t i = round % 2; i < FUNCTIONS; i += 2) {
      code_put(code_page + 64 * i, (round * FUNCTIONS + i) & 0x7ff);
    }
    for (uint32_t i = 0; i < FUNCTIONS; i++) {
      uint32_t last = i % 2 == round % 2 ? round : round - 1;
      check_case("function %lu, round %lu", (uint64_t)i, (uint64_t)round);
      if (round > 0 || i % 2 == 0) {
        check_equal("value", (last * FUNCTIONS + i) & 0x7ff, code_result(MODE_M, (uintptr_t)code_page + 64 * i));
      }
    }
  }
}

/* Zeros are no instruction; a store makes one of them. */
static void from_zeros(void) {
  for (uint32_t offset = 0; offset < 64; offset += 16) {
    uint32_t *at = (uint32_t *)(other_page + offset);
    at[0] = 0;
    check_case("zeros at 0x%lx", (uint64_t)offset);
    check_equal("trap", CAUSE_ILLEGAL_INSTRUCTION | 1UL << 63, code_result(MODE_S, (uintptr_t)at));
    code_put(at, 5);
    check_equal("value", 5, code_result(MODE_S, (uintptr_t)at));
    at[0] = 0;
    check_equal("trap again", CAUSE_ILLEGAL_INSTRUCTION | 1UL << 63, code_result(MODE_S, (uintptr_t)at));
  }
}

void rewriting_check(void) {
  check_group("code rewritten, with fence.i");
  all_stores(true);
  check_group("code rewritten, without");
  all_stores(false);
  check_group("compressed code rewritten");
  halves();
  check_group("many functions on a page");
  neighbours();
  check_group("code in the place of zeros");
  from_zeros();
  run_reset();
}
