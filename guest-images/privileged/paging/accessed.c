/* Accessed and dirty bits: this hart sets them by itself (as the architecture allows), D never sooner than needed. */
#include "check.h"
#include "paging.h"

static uint64_t cells[PAGE_BYTES / 8] __attribute__((aligned(4096)));

static struct run run;

static void expect_bits(struct space *space, enum access access, uint64_t before, uint64_t after, uint64_t flags, int level) {
  uint64_t address = WINDOW + (level == 0 ? 0 : GIGAPAGE_BYTES);
  const void *physical = level == 0 ? (const void *)cells : (const void *)0x80000000UL;
  uint64_t offset = (uintptr_t)cells - (uintptr_t)physical;
  uint64_t *entry = space_entry(space, address, level);
  *entry = pte_to((uintptr_t)physical, flags | before);
  fence_all();
  cells[0] = 0x73;
  check_case("%s, A and D 0x%lx before", access_name(access), before);
  uint64_t fault = access_try(&run, access, MODE_S, address + offset, 0x73, 0);
  bool allowed = access == ACCESS_LOAD || access == ACCESS_FETCH || (flags & PTE_W);
  check_equal("fault", allowed ? NO_FAULT : page_fault(access), fault);
  check_either("A and D", after, allowed ? after : after | PTE_A, *entry & PTE_AD);
  check_equal("the rest of the entry", pte_to((uintptr_t)physical, flags), *entry & ~(uint64_t)PTE_AD);
}

static void all_accesses(struct space *space, int level) {
  for (int access = 0; access < ACCESSES; access++) {
    bool writes = access == ACCESS_STORE || access == ACCESS_AMO;
    uint64_t after = writes ? PTE_AD : PTE_A;
    expect_bits(space, (enum access)access, 0, after, PTE_RWX, level);
    expect_bits(space, (enum access)access, PTE_A, after, PTE_RWX, level);
    expect_bits(space, (enum access)access, PTE_AD, PTE_AD, PTE_RWX, level);
  }
}

/* A store after a load through the same page, without a fence between them. */
static void dirty_after_load(struct space *space) {
  uint64_t *entry = space_entry(space, WINDOW, 0);
  *entry = pte_to((uintptr_t)cells, PTE_RW);
  fence_all();
  check_case("store after load");
  access_try(&run, ACCESS_LOAD, MODE_S, WINDOW, 0, 0);
  check_equal("A and D after the load", PTE_A, *entry & PTE_AD);
  access_try(&run, ACCESS_STORE, MODE_S, WINDOW + 8, 0, 0);
  check_equal("A and D after the store", PTE_AD, *entry & PTE_AD);
}

void accessed_check(void) {
  struct space space;
  space_create(&space, 3);
  space_enter(&space);
  check_group("accessed and dirty bits");
  all_accesses(&space, 0);
  all_accesses(&space, 2);
  dirty_after_load(&space);
  check_group("stores that fail leave D alone");
  for (int access = ACCESS_STORE; access <= ACCESS_AMO; access++) {
    expect_bits(&space, (enum access)access, 0, 0, PTE_R, 0);
  }
  run_reset();
  space_forget_all();
}
