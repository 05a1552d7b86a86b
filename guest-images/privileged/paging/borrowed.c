/* MPRV: machine mode loads and stores with the eyes of another mode, and fetches with its own. */
#include "check.h"
#include "paging.h"

/* a0 address, a1 bits for mstatus; the result in a2. */
SNIPPET_LABEL(borrowed_load_at);
SNIPPET_LABEL(borrowed_store_at);
SNIPPET(borrowed_load, "li t0, 3 << 11\n csrc mstatus, t0\n csrs mstatus, a1\n borrowed_load_at: ld a2, 0(a0)\n csrc mstatus, a1\n ecall\n");
SNIPPET(borrowed_store, "li t0, 3 << 11\n csrc mstatus, t0\n csrs mstatus, a1\n borrowed_store_at: sd a2, 0(a0)\n csrc mstatus, a1\n ecall\n");

static uint64_t page[PAGE_BYTES / 8] __attribute__((aligned(4096)));

static struct run run;

static uint64_t with_eyes_of(enum mode mode, const char *code, uint64_t address, uint64_t status) {
  run.x[REG_A2] = 77;
  run.pc = (uintptr_t)code;
  run.x[REG_A0] = address;
  run.x[REG_A1] = STATUS_MPRV | (uint64_t)mode << 11 | status;
  run_in(&run, MODE_M, 0);
  if (run.trap.cause == CAUSE_ECALL_M) {
    return NO_FAULT;
  }
  check_equal("tval", address, run.trap.value);
  check_equal("epc", (uintptr_t)(code == borrowed_load ? borrowed_load_at : borrowed_store_at), run.trap.epc);
  check_equal("MPP", MODE_M, (run.trap.status & STATUS_MPP) >> 11);
  check_equal("taken in", MODE_M, run.trap.taken_in);
  return run.trap.cause;
}

static void expect(const char *what, enum mode mode, uint64_t flags, uint64_t status, bool loads, bool stores,
                   struct space *space) {
  *space_entry(space, WINDOW, 0) = pte_to((uintptr_t)page, flags | PTE_AD);
  fence_all();
  page[0] = 5;
  check_case("%s with the eyes of %s", what, mode_name(mode));
  check_equal("load", loads ? NO_FAULT : CAUSE_LOAD_PAGE, with_eyes_of(mode, borrowed_load, WINDOW, status));
  if (loads) {
    check_equal("value", 5, run.x[REG_A2]);
  }
  check_equal("store", stores ? NO_FAULT : CAUSE_STORE_PAGE, with_eyes_of(mode, borrowed_store, WINDOW, status));
  check_equal("memory", stores ? 77 : 5, page[0]);
}

void borrowed_check(void) {
  struct space space;
  space_create(&space, 8);
  space_map(&space, WINDOW, page, 0, PTE_RW | PTE_AD);
  space_enter(&space);
  check_group("MPRV");
  CSR_WRITE(medeleg, DELEGATE_ALL); /* of no effect on machine mode */
  expect("supervisor's page", MODE_S, PTE_RW, 0, true, true, &space);
  expect("supervisor's page", MODE_U, PTE_RW, 0, false, false, &space);
  expect("user's page", MODE_U, PTE_RW | PTE_U, 0, true, true, &space);
  expect("user's page", MODE_S, PTE_RW | PTE_U, 0, false, false, &space);
  expect("user's page, SUM", MODE_S, PTE_RW | PTE_U, STATUS_SUM, true, true, &space);
  expect("read-only page", MODE_S, PTE_R, 0, true, false, &space);
  expect("executable page", MODE_S, PTE_X, 0, false, false, &space);
  expect("executable page, MXR", MODE_S, PTE_X, STATUS_MXR, true, false, &space);
  check_case("own eyes");
  check_equal("load", NO_FAULT, with_eyes_of(MODE_M, borrowed_load, (uintptr_t)page, 0));
  run_reset();
  space_forget_all();
}
