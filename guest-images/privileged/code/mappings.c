/* Code written through one address and run through another; permissions that come and go, as a JIT compiler does it. */
#include "check.h"
#include "checks.h"
#include "code.h"

enum { ROUNDS = 6 };

#define WRITE_VIEW (WINDOW + 16 * PAGE_BYTES)
#define RUN_VIEW WINDOW

static struct space space;

/* Who writes, through what; who runs, through what. */
struct ways {
  const char *name;
  enum mode writer;
  uint64_t write_at;
  uint64_t write_flags;
  enum mode runner;
  uint64_t run_flags;
};

static void through(const struct ways *ways, bool fence) {
  space_map(&space, RUN_VIEW, code_page, 0, ways->run_flags | PTE_AD);
  if (ways->write_flags) {
    space_map(&space, ways->write_at, code_page, 0, ways->write_flags | PTE_AD);
  }
  fence_all();
  code_put(code_page, 0);
  check_case("%s, fence.i %lu", ways->name, (uint64_t)fence);
  check_equal("value", 0, code_result(ways->runner, RUN_VIEW));
  for (uint32_t round = 1; round <= ROUNDS; round++) {
    code_store((enum store)(round % STORES), ways->writer, ways->write_at, code_word(round));
    if (fence) {
      fence_i();
    }
    check_equal("value", round, code_result(ways->runner, RUN_VIEW));
  }
}

static void all_ways(bool fence) {
  const struct ways ways[] = {
    {"same page of the supervisor", MODE_S, RUN_VIEW, 0, MODE_S, PTE_RWX},
    {"same page of the user", MODE_U, RUN_VIEW, 0, MODE_U, PTE_RWX | PTE_U},
    {"writable twin of the supervisor", MODE_S, WRITE_VIEW, PTE_RW, MODE_S, PTE_RX},
    {"writable and executable twin", MODE_S, WRITE_VIEW, PTE_RWX, MODE_S, PTE_RX},
    {"writable twin of the user", MODE_U, WRITE_VIEW, PTE_RW | PTE_U, MODE_U, PTE_RX | PTE_U},
    {"supervisor writes for the user", MODE_S, WRITE_VIEW, PTE_RW, MODE_U, PTE_RX | PTE_U},
    {"user writes for the supervisor", MODE_U, WRITE_VIEW, PTE_RW | PTE_U, MODE_S, PTE_RX},
    {"physical address, for the supervisor", MODE_M, (uintptr_t)code_page, 0, MODE_S, PTE_RX},
    {"physical address, for the user", MODE_M, (uintptr_t)code_page, 0, MODE_U, PTE_RX | PTE_U},
    {"1 GiB page of the supervisor", MODE_S, (uintptr_t)code_page, 0, MODE_U, PTE_RX | PTE_U},
    {"1 GiB page of the user", MODE_U, USER_VIEW(code_page), 0, MODE_S, PTE_RX},
  };
  for (unsigned i = 0; i < sizeof ways / sizeof ways[0]; i++) {
    through(&ways[i], fence);
  }
}

/* Run by machine mode at its physical address, and by others elsewhere: one memory, two translations. */
static void twice_translated(void) {
  space_map(&space, RUN_VIEW, code_page, 0, PTE_RX | PTE_AD);
  fence_all();
  for (uint32_t round = 1; round <= ROUNDS; round++) {
    code_put(code_page, round);
    check_case("round %lu", (uint64_t)round);
    check_equal("machine mode", round, code_result(MODE_M, (uintptr_t)code_page));
    check_equal("supervisor", round, code_result(MODE_S, RUN_VIEW));
    check_equal("supervisor, identity", round, code_result(MODE_S, (uintptr_t)code_page));
    check_equal("user", round, code_result(MODE_U, USER_VIEW(code_page)));
  }
}

static void toggled(enum mode mode, uint64_t user) {
  for (uint32_t round = 1; round <= ROUNDS; round++) {
    space_map(&space, RUN_VIEW, code_page, 0, PTE_RW | user | PTE_AD);
    fence_page(RUN_VIEW);
    check_case("%s, round %lu", mode_name(mode), (uint64_t)round);
    check_equal("not executable", CAUSE_FETCH_PAGE | 1UL << 63, code_result(mode, RUN_VIEW));
    code_store(STORE_WORD, mode, RUN_VIEW, code_word(round));
    code_store(STORE_WORD, mode, RUN_VIEW + 4, 0x73);
    space_map(&space, RUN_VIEW, code_page, 0, PTE_RX | user | PTE_AD);
    fence_page(RUN_VIEW);
    check_equal("value", round, code_result(mode, RUN_VIEW));
  }
}

/* An instruction across two pages whose second half another mapping rewrites. */
static void across(void) {
  uint8_t *at = code_page + PAGE_BYTES - 2;
  space_map(&space, RUN_VIEW, code_page, 0, PTE_RX | PTE_AD);
  space_map(&space, RUN_VIEW + PAGE_BYTES, code_page + PAGE_BYTES, 0, PTE_RX | PTE_AD);
  space_map(&space, WRITE_VIEW, code_page + PAGE_BYTES, 0, PTE_RW | PTE_AD);
  fence_all();
  code_put(at, 1);
  for (uint32_t round = 1; round <= ROUNDS; round++) {
    check_case("across, round %lu", (uint64_t)round);
    uint64_t second = *(uint16_t *)(at + 4) << 16 | code_word(round * 16) >> 16;
    code_store(STORE_WORD, MODE_S, WRITE_VIEW, (uint32_t)second);
    check_equal("value", round * 16, code_result(MODE_S, RUN_VIEW + PAGE_BYTES - 2));
  }
}

void mappings_check(void) {
  space_create(&space, 1);
  space_map(&space, RUN_VIEW, code_page, 0, PTE_RX | PTE_AD);
  space_enter(&space);
  check_group("code written through another mapping, with fence.i");
  all_ways(true);
  check_group("code written through another mapping, without");
  all_ways(false);
  check_group("one page translated several times");
  twice_translated();
  check_group("writable and executable in turn");
  toggled(MODE_S, 0);
  toggled(MODE_U, PTE_U);
  check_group("an instruction across pages, half of it rewritten");
  across();
  run_reset();
  space_forget_all();
}
