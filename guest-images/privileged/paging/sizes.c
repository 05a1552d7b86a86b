/* Pages of 4 KiB, 2 MiB and 1 GiB, misaligned ones, tables that lead nowhere, addresses that do not exist. */
#include "check.h"
#include "paging.h"

/* No device and no memory is there on the virt board. */
#define NOWHERE 0x09000000UL

static uint64_t cell __attribute__((aligned(4096)));

static struct run run;

static void expect_access(const char *what, uint64_t address, uint64_t fault) {
  cell = 0x1234;
  check_case("%s", what);
  check_equal("fault", fault, access_try(&run, ACCESS_LOAD, MODE_S, address, 0, 0));
  if (fault == NO_FAULT) {
    check_equal("value", 0x1234, run.x[REG_A1]);
  }
}

static void sizes(struct space *space) {
  uintptr_t physical = (uintptr_t)&cell;
  space_map(space, WINDOW, &cell, 0, PTE_RW | PTE_AD);
  space_map(space, WINDOW + MEGAPAGE_BYTES, (const void *)(physical & ~(MEGAPAGE_BYTES - 1)), 1, PTE_RW | PTE_AD);
  uint64_t giga = WINDOW + GIGAPAGE_BYTES;
  space_map(space, giga, (const void *)(physical & ~(GIGAPAGE_BYTES - 1)), 2, PTE_RW | PTE_AD);
  fence_all();
  expect_access("4 KiB", WINDOW, NO_FAULT);
  expect_access("2 MiB", WINDOW + MEGAPAGE_BYTES + (physical & (MEGAPAGE_BYTES - 1)), NO_FAULT);
  expect_access("1 GiB", giga + (physical & (GIGAPAGE_BYTES - 1)), NO_FAULT);
}

static void misaligned(struct space *space) {
  uint64_t mega = WINDOW + 2 * MEGAPAGE_BYTES, giga = WINDOW + 2 * GIGAPAGE_BYTES;
  space_map(space, mega, (const void *)(0x80000000UL + PAGE_BYTES), 1, PTE_RW | PTE_AD);
  space_map(space, giga, (const void *)(0x80000000UL + MEGAPAGE_BYTES), 2, PTE_RW | PTE_AD);
  fence_all();
  expect_access("misaligned 2 MiB", mega, CAUSE_LOAD_PAGE);
  expect_access("misaligned 1 GiB", giga, CAUSE_LOAD_PAGE);
}

static void table_outside(enum access access, uint64_t address) {
  check_case("%s, table outside memory", access_name(access));
  uint64_t found = access_try(&run, access, MODE_S, address, 0, 0);
  bool as_page_fault = found == page_fault(access) || (access == ACCESS_AMO && found == CAUSE_LOAD_PAGE);
  check_known("a page table outside memory raises a page fault", "fault", access_fault(access), found,
              as_page_fault ? found : access_fault(access));
}

static void pointers(struct space *space) {
  uint64_t address = WINDOW + 3 * MEGAPAGE_BYTES;
  *space_entry(space, address, 0) = pte_to((uintptr_t)&cell, 0); /* leads on, where no level is */
  fence_all();
  expect_access("pointer at the last level", address, CAUSE_LOAD_PAGE);
  uint64_t table_nowhere = WINDOW + 4 * MEGAPAGE_BYTES;
  *space_entry(space, table_nowhere, 1) = pte_to(NOWHERE, 0);
  uint64_t page_nowhere = WINDOW + 5 * MEGAPAGE_BYTES + 8;
  space_map(space, page_nowhere, (const void *)NOWHERE, 0, PTE_RWX | PTE_AD);
  fence_all();
  for (int access = 0; access < ACCESSES; access++) {
    table_outside((enum access)access, table_nowhere);
    check_case("%s, page outside memory", access_name((enum access)access));
    access_expect((enum access)access, access_fault((enum access)access),
                  access_try(&run, (enum access)access, MODE_S, page_nowhere, 0, 0));
  }
}

/* Bits 63 to 54 must be 0 where no extension gives them a meaning. */
static void reserved(struct space *space) {
  uint64_t address = WINDOW + 6 * MEGAPAGE_BYTES;
  for (int bit = 54; bit < 61; bit++) {
    space_map(space, address, &cell, 0, PTE_RW | PTE_AD);
    *space_entry(space, address, 0) |= 1UL << bit;
    fence_all();
    check_case("bit %lu", (uint64_t)bit);
    check_equal("fault", CAUSE_LOAD_PAGE, access_try(&run, ACCESS_LOAD, MODE_S, address, 0, 0));
  }
}

/* Bits 63 to 39 must equal bit 38. */
static void canonical(struct space *space) {
  uint64_t top = 0xffffffffffe00000UL, highest = 0x3fffe00000UL, lowest = 0xffffffc000000000UL;
  uint64_t addresses[] = {top, highest, lowest};
  for (int i = 0; i < 3; i++) {
    space_map(space, addresses[i], &cell, 0, PTE_RW | PTE_AD);
  }
  fence_all();
  expect_access("top of the address space", top, NO_FAULT);
  expect_access("highest of the lower half", highest, NO_FAULT);
  expect_access("lowest of the upper half", lowest, NO_FAULT);
  expect_access("bit 63 alone", top ^ 1UL << 63, CAUSE_LOAD_PAGE);
  expect_access("bit 39 alone", highest | 1UL << 39, CAUSE_LOAD_PAGE);
  expect_access("bit 38 alone", highest | 1UL << 38, CAUSE_LOAD_PAGE);
  expect_access("bit 39 missing", lowest ^ 1UL << 39, CAUSE_LOAD_PAGE);
  check_case("fetch");
  check_equal("fault", CAUSE_FETCH_PAGE, access_try(&run, ACCESS_FETCH, MODE_S, 1UL << 62, 0, 0));
  check_equal("fault", CAUSE_FETCH_PAGE, access_try(&run, ACCESS_FETCH, MODE_U, 1UL << 40, 0, 0));
}

void sizes_check(void) {
  struct space space;
  space_create(&space, 2);
  space_enter(&space);
  check_group("sizes of pages");
  sizes(&space);
  check_group("misaligned superpages");
  misaligned(&space);
  check_group("tables and pages that lead nowhere");
  pointers(&space);
  check_group("reserved bits");
  reserved(&space);
  check_group("canonical addresses");
  canonical(&space);
  run_reset();
  space_forget_all();
}
