/* Tables that change: after the fence that covers it the change is in force. Spaces with numbers, global pages. */
#include "check.h"
#include "paging.h"

/* No device and no memory is there on the virt board. */
#define NOWHERE 0x09000000UL

static uint64_t one[PAGE_BYTES / 8] __attribute__((aligned(4096)));
static uint64_t other[PAGE_BYTES / 8] __attribute__((aligned(4096)));

static struct run run;

static uint64_t load(uint64_t address) {
  uint64_t fault = access_try(&run, ACCESS_LOAD, MODE_S, address, 0, 0);
  return fault == NO_FAULT ? run.x[REG_A1] : fault;
}

static void by_address(struct space *space) {
  for (int round = 0; round < 4; round++) {
    uint64_t *now = round % 2 ? other : one;
    space_map(space, WINDOW, now, 0, PTE_RW | PTE_AD);
    fence_page(WINDOW);
    check_case("round %lu", (uint64_t)round);
    check_equal("value", now[0], load(WINDOW));
    *space_entry(space, WINDOW, 0) = 0;
    fence_page(WINDOW);
    check_equal("unmapped", CAUSE_LOAD_PAGE, load(WINDOW));
  }
}

/* Another table in the place of a table: the change is one level up. */
static void upper_level(struct space *space) {
  uint64_t address = WINDOW + MEGAPAGE_BYTES;
  space_map(space, address, one, 0, PTE_RW | PTE_AD);
  uint64_t first = *space_entry(space, address, 1);
  *space_entry(space, address, 1) = 0;
  space_map(space, address, other, 0, PTE_RW | PTE_AD);
  uint64_t second = *space_entry(space, address, 1);
  for (int round = 0; round < 4; round++) {
    *space_entry(space, address, 1) = round % 2 ? second : first;
    fence_all();
    check_case("table %lu", (uint64_t)round);
    check_equal("value", round % 2 ? other[0] : one[0], load(address));
  }
}

/* A permission taken away and given back, by a supervisor's own fence. */
static void permission_toggled(struct space *space) {
  for (int round = 0; round < 4; round++) {
    uint64_t flags = round % 2 ? PTE_R : PTE_RW;
    space_map(space, WINDOW, one, 0, flags | PTE_AD);
    fence_page(WINDOW);
    check_case("writable %lu", (uint64_t)(round % 2 == 0));
    check_equal("store", round % 2 ? CAUSE_STORE_PAGE : NO_FAULT,
                access_try(&run, ACCESS_STORE, MODE_S, WINDOW + 8, (uint64_t)round, 0));
  }
}

static void switched(struct space *space, struct space *second) {
  space_map(space, WINDOW, one, 0, PTE_RW | PTE_AD);
  space_map(second, WINDOW, other, 0, PTE_RW | PTE_AD);
  fence_all();
  for (int round = 0; round < 6; round++) {
    CSR_WRITE(satp, space_satp(round % 2 ? second : space));
    check_case("space %lu", (uint64_t)(round % 2));
    check_equal("value", round % 2 ? other[0] : one[0], load(WINDOW));
  }
  CSR_WRITE(satp, space_satp(space));
}

/* One table under two numbers: what is fenced by number is gone for that number at least. */
static void numbered(struct space *space) {
  struct space twin = {space->root, space->asid + 1};
  space_map(space, WINDOW, one, 0, PTE_RW | PTE_AD);
  space_enter(space);
  check_case("first number");
  check_equal("value", one[0], load(WINDOW));
  CSR_WRITE(satp, space_satp(&twin));
  check_case("second number");
  check_equal("value", one[0], load(WINDOW));
  space_map(space, WINDOW, other, 0, PTE_RW | PTE_AD);
  fence_space(twin.asid);
  check_equal("value after the fence", other[0], load(WINDOW));
  fence_space(space->asid);
  CSR_WRITE(satp, space_satp(space));
  check_case("first number again");
  check_equal("value after the fence", other[0], load(WINDOW));
}

static void global(struct space *space, struct space *second) {
  uint64_t address = WINDOW + 2 * MEGAPAGE_BYTES;
  space_map(space, address, one, 0, PTE_RW | PTE_AD | PTE_G);
  space_map(second, address, one, 0, PTE_RW | PTE_AD | PTE_G);
  fence_all();
  for (int round = 0; round < 4; round++) {
    CSR_WRITE(satp, space_satp(round % 2 ? second : space));
    check_case("global page, space %lu", (uint64_t)(round % 2));
    check_equal("value", one[0], load(address));
  }
  CSR_WRITE(satp, space_satp(space));
  space_map(space, address, other, 0, PTE_RW | PTE_AD | PTE_G);
  fence_page(address);
  check_case("global page, changed");
  check_equal("value", other[0], load(address));
}

static void bare_again(struct space *space) {
  check_case("paging off");
  CSR_WRITE(satp, 0);
  check_equal("nowhere", CAUSE_LOAD_ACCESS, access_try(&run, ACCESS_LOAD, MODE_S, NOWHERE, 0, 0));
  check_equal("memory", one[0], load((uintptr_t)one));
  check_case("paging on again");
  CSR_WRITE(satp, space_satp(space));
  check_equal("value", one[0], load(USER_VIEW(one) + GIGAPAGE_BYTES));
}

void fences_check(void) {
  struct space space, second;
  space_create(&space, 4);
  space_create(&second, 6);
  space_enter(&space);
  one[0] = 1111;
  other[0] = 2222;
  check_group("fences by address");
  by_address(&space);
  check_group("tables replaced");
  upper_level(&space);
  check_group("permissions toggled");
  permission_toggled(&space);
  check_group("switches of the space");
  switched(&space, &second);
  check_group("fences by number of the space");
  numbered(&space);
  check_group("global pages");
  global(&space, &second);
  check_group("paging off and on");
  bare_again(&space);
  run_reset();
  space_forget_all();
}
