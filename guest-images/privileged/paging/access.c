#include "check.h"
#include "paging.h"

SNIPPET_LABEL(load_at);
SNIPPET_LABEL(store_at);
SNIPPET_LABEL(amo_at);
SNIPPET(do_load, "load_at: ld a1, 0(a0)\n ecall\n");
SNIPPET(do_store, "store_at: sd a1, 0(a0)\n ecall\n");
SNIPPET(do_amo, "amo_at: amoadd.d a1, a1, (a0)\n ecall\n");
SNIPPET(do_fetch, "jr a0\n"); /* to an ecall, one hopes */

static const char *const code[ACCESSES] = {do_load, do_store, do_amo, do_fetch};
static const char *const names[ACCESSES] = {"load", "store", "amo", "fetch"};

const char *access_name(enum access access) {
  return names[access];
}

uint64_t page_fault(enum access access) {
  static const uint64_t causes[] = {CAUSE_LOAD_PAGE, CAUSE_STORE_PAGE, CAUSE_STORE_PAGE, CAUSE_FETCH_PAGE};
  return causes[access];
}

uint64_t access_fault(enum access access) {
  static const uint64_t causes[] = {CAUSE_LOAD_ACCESS, CAUSE_STORE_ACCESS, CAUSE_STORE_ACCESS, CAUSE_FETCH_ACCESS};
  return causes[access];
}

void access_expect(enum access access, uint64_t expected, uint64_t found) {
  if (access == ACCESS_AMO && expected != NO_FAULT) {
    uint64_t load = expected == CAUSE_STORE_PAGE ? CAUSE_LOAD_PAGE : CAUSE_LOAD_ACCESS;
    check_known("an AMO that cannot load raises the load's exception", "fault", expected, load, found);
  } else {
    check_equal("fault", expected, found);
  }
}

static bool is_ecall(uint64_t cause) {
  return cause == CAUSE_ECALL_U || cause == CAUSE_ECALL_S || cause == CAUSE_ECALL_M;
}

uint64_t access_try(struct run *run, enum access access, enum mode mode, uint64_t address, uint64_t value, uint64_t status) {
  uintptr_t at = (uintptr_t)code[access];
  run->pc = mode == MODE_U ? USER_VIEW(at) : at;
  run->x[REG_A0] = address;
  run->x[REG_A1] = value;
  run_in(run, mode, status);
  if (is_ecall(run->trap.cause)) {
    return NO_FAULT;
  }
  check_equal("tval", address, run->trap.value);
  check_equal("epc", access == ACCESS_FETCH ? address : run->pc, run->trap.epc);
  return run->trap.cause;
}
