/* What lies across two pages: loads, stores, instructions; the second page elsewhere, missing, forbidden. */
#include "check.h"
#include "memory.h"
#include "paging.h"

static const char start_of_block[] = "an instruction that reaches into a missing page: epc is an earlier one";

static uint8_t low[PAGE_BYTES] __attribute__((aligned(4096)));
static uint8_t gap[PAGE_BYTES] __attribute__((aligned(4096)));
static uint8_t high[PAGE_BYTES] __attribute__((aligned(4096)));

static struct run run;

#define SECOND (WINDOW + PAGE_BYTES)

/* Virtually side by side, physically not. */
static void map(struct space *space, uint64_t first, uint64_t second) {
  space_map(space, WINDOW, low, 0, first | PTE_AD);
  *space_entry(space, SECOND, 0) = second ? pte_to((uintptr_t)high, second | PTE_AD) : 0;
  fence_all();
}

static void data(struct space *space) {
  for (uint64_t offset = 1; offset < 8; offset++) {
    check_case("%lu bytes before the end", offset);
    map(space, PTE_RW, PTE_RW);
    memset(low, 0xaa, PAGE_BYTES);
    memset(gap, 0xbb, PAGE_BYTES);
    memset(high, 0xcc, PAGE_BYTES);
    uint64_t address = SECOND - offset;
    uint64_t expected = 0xccccccccccccccccUL << 8 * offset | 0xaaaaaaaaaaaaaaaaUL >> (64 - 8 * offset);
    check_equal("load", NO_FAULT, access_try(&run, ACCESS_LOAD, MODE_S, address, 0, 0));
    check_equal("value", expected, run.x[REG_A1]);
    check_equal("store", NO_FAULT, access_try(&run, ACCESS_STORE, MODE_S, address, 0x1122334455667788, 0));
    check_equal("last byte of the first page", 0x1122334455667788UL >> 8 * (offset - 1) & 0xff, low[PAGE_BYTES - 1]);
    check_equal("first byte of the second", 0x1122334455667788UL >> 8 * offset & 0xff, high[0]);
    check_equal("what lies behind physically", 0xbb, gap[0]);
  }
}


SNIPPET(crossing_load, "ld a1, 0(a0)\n ecall\n");
SNIPPET(crossing_store, "sd a1, 0(a0)\n ecall\n");

/* tval is the part at fault: the second page. A store must not have changed the first. */
static void data_faults(struct space *space) {
  map(space, PTE_RW, 0);
  memset(low, 0, PAGE_BYTES);
  run.x[REG_A0] = 0;
  static const enum access accesses[] = {ACCESS_LOAD, ACCESS_STORE};
  for (int i = 0; i < 2; i++) {
    check_case("%s into a missing page", access_name(accesses[i]));
    run.pc = (uintptr_t)(i ? crossing_store : crossing_load);
    run.x[REG_A0] = SECOND - 4;
    run.x[REG_A1] = 0x5555555555555555;
    run_in(&run, MODE_S, 0);
    check_equal("cause", page_fault(accesses[i]), run.trap.cause);
    check_equal("tval", SECOND, run.trap.value);
    check_equal("epc", run.pc, run.trap.epc);
    check_equal("first page", 0, low[PAGE_BYTES - 1]);
  }
  check_case("store into a read-only page");
  map(space, PTE_RW, PTE_R);
  run.pc = (uintptr_t)crossing_store;
  run.x[REG_A0] = SECOND - 2;
  run_in(&run, MODE_S, 0);
  check_equal("cause", CAUSE_STORE_PAGE, run.trap.cause);
  check_equal("first page", 0, low[PAGE_BYTES - 1]);
}

/* addi a0, a0, n: half of it on each page, a c.nop before it, an ecall behind. */
static void write_code(uint32_t immediate) {
  uint32_t addi = 0x00050513u | immediate << 20;
  uint16_t first[] = {0x0001, (uint16_t)addi};
  uint16_t second[] = {(uint16_t)(addi >> 16), 0x0073, 0x0000};
  memcpy(low + PAGE_BYTES - sizeof first, first, sizeof first);
  memcpy(high, second, sizeof second);
  __asm__ volatile("fence.i" ::: "memory");
}

static void run_crossing(uint64_t a0) {
  run.pc = SECOND - 4;
  run.x[REG_A0] = a0;
  run_in(&run, MODE_S, 0);
}

static void code(struct space *space) {
  for (uint32_t immediate = 1; immediate <= 3; immediate++) {
    check_case("code, immediate %lu", (uint64_t)immediate);
    map(space, PTE_RX, PTE_RX);
    write_code(immediate);
    run_crossing(100);
    check_equal("a0", 100 + immediate, run.x[REG_A0]);
    check_equal("epc", SECOND + 2, run.trap.epc);
    map(space, PTE_RX, immediate % 2 ? 0 : PTE_RW);
    check_case("code, second page missing or not executable, %lu", (uint64_t)immediate);
    run_crossing(100);
    check_equal("cause", CAUSE_FETCH_PAGE, run.trap.cause);
    check_equal("tval", SECOND, run.trap.value);
    check_known(start_of_block, "epc", SECOND - 2, SECOND - 4, run.trap.epc);
    check_equal("a0", 100, run.x[REG_A0]);
    check_case("code, second page there again, %lu", (uint64_t)immediate);
    map(space, PTE_RX, PTE_RX);
    run.pc = run.trap.epc;
    run_in(&run, MODE_S, 0);
    check_equal("a0", 100 + immediate, run.x[REG_A0]);
  }
}

/* The second half becomes another: its page is replaced, or rewritten through another address. */
static void second_half(struct space *space) {
  map(space, PTE_RX, PTE_RX);
  write_code(1);
  run_crossing(0);
  check_case("second page replaced");
  memcpy(gap, high, PAGE_BYTES);
  gap[1] = 0x07; /* immediate 0x70 | what is left */
  space_map(space, SECOND, gap, 0, PTE_RX | PTE_AD);
  fence_all();
  run_crossing(0);
  check_equal("a0", 0x70 + (0 | gap[0] >> 4), run.x[REG_A0]);
  check_case("second page rewritten");
  gap[1] = 0x03;
  __asm__ volatile("fence.i" ::: "memory");
  run_crossing(0);
  check_equal("a0", 0x30 + (gap[0] >> 4), run.x[REG_A0]);
}

void crossing_check(void) {
  struct space space;
  space_create(&space, 7);
  space_map(&space, WINDOW, low, 0, PTE_RW | PTE_AD);
  space_enter(&space);
  check_group("loads and stores across pages");
  data(&space);
  check_group("faults across pages");
  data_faults(&space);
  check_group("instructions across pages");
  code(&space);
  second_half(&space);
  run_reset();
  space_forget_all();
}
