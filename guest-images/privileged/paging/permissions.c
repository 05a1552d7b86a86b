/* Every combination of R, W, X and U against every access from every mode, with SUM and MXR. */
#include "check.h"
#include "paging.h"

static uint32_t page[PAGE_BYTES / 4] __attribute__((aligned(4096)));

static struct run run;

/* As the privileged specification has it, 4.3.1 and 4.3.2. */
static bool allowed(enum access access, enum mode mode, uint64_t flags, uint64_t status) {
  bool reserved = (flags & PTE_W) && !(flags & PTE_R);
  bool pointer = !(flags & PTE_RWX);
  if (!(flags & PTE_V) || reserved || pointer) {
    return false;
  }
  bool user_page = flags & PTE_U;
  if (mode == MODE_U && !user_page) {
    return false;
  }
  if (mode == MODE_S && user_page && (access == ACCESS_FETCH || !(status & STATUS_SUM))) {
    return false;
  }
  switch (access) {
    case ACCESS_LOAD:
      return (flags & PTE_R) || ((flags & PTE_X) && (status & STATUS_MXR));
    case ACCESS_FETCH:
      return flags & PTE_X;
    default:
      return flags & PTE_W;
  }
}

static void try_all_accesses(enum mode mode, uint64_t flags, uint64_t status) {
  for (int access = 0; access < ACCESSES; access++) {
    check_case("%s in %s, flags 0x%lx, status 0x%lx", access_name((enum access)access), mode_name(mode), flags, status);
    uint64_t found = access_try(&run, (enum access)access, mode, WINDOW, 0x73, status);
    bool may = allowed((enum access)access, mode, flags, status);
    access_expect((enum access)access, may ? NO_FAULT : page_fault((enum access)access), found);
    page[0] = 0x73; /* ecall; an AMO has added to it */
  }
}

static void try_flags(struct space *space, uint64_t status) {
  for (uint64_t flags = 0; flags < 0x20; flags++) {
    uint64_t *entry = space_entry(space, WINDOW, 0);
    *entry = pte_to((uintptr_t)page, flags | PTE_AD) & ~(uint64_t)(flags & PTE_V ? 0 : PTE_V);
    if (!(flags & PTE_RWX) && (flags & PTE_V)) {
      continue; /* a pointer to a further level: sizes.c */
    }
    fence_all();
    try_all_accesses(MODE_S, flags, status);
    try_all_accesses(MODE_U, flags, status);
  }
}

static void delegated(enum access access, enum mode mode) {
  check_case("%s in %s", access_name(access), mode_name(mode));
  access_expect(access, page_fault(access), access_try(&run, access, mode, WINDOW, 0, 0));
  check_equal("taken in", MODE_S, run.trap.taken_in);
  check_equal("SPP", mode == MODE_S, (run.trap.status & STATUS_SPP) != 0);
}

void permissions_check(void) {
  struct space space;
  space_create(&space, 1);
  page[0] = 0x73;
  space_map(&space, WINDOW, page, 0, PTE_RWX | PTE_AD);
  space_enter(&space);
  check_group("permissions of pages");
  try_flags(&space, 0);
  check_group("permissions with SUM");
  try_flags(&space, STATUS_SUM);
  check_group("permissions with MXR");
  try_flags(&space, STATUS_MXR);
  try_flags(&space, STATUS_MXR | STATUS_SUM);
  check_group("page faults delegated");
  CSR_WRITE(medeleg, DELEGATE_ALL);
  *space_entry(&space, WINDOW, 0) = 0;
  fence_all();
  for (int access = 0; access < ACCESSES; access++) {
    delegated((enum access)access, MODE_S);
    delegated((enum access)access, MODE_U);
  }
  run_reset();
  space_forget_all();
}
