/* Exceptions at random: from any mode, delegated or not. */
#include "torture.h"

/* No device and no memory is there on the virt board. */
#define NOWHERE 0x09000000UL
#define UNMAPPED 0x7000000000UL /* in every space */

SNIPPET(illegal, "nop\n .4byte 0xffffffff\n");
SNIPPET(breakpoint, "c.nop\n c.ebreak\n");
SNIPPET(environment, "nop\n ecall\n");
SNIPPET(load, "c.nop\n ld t0, 0(a0)\n");
SNIPPET(store, "nop\n sw t0, 0(a0)\n");
SNIPPET(jump, "jr a0\n");

enum { KINDS = 6, ENVIRONMENT = 2, LOAD = 3 };
static const char *const codes[KINDS] = {illegal, breakpoint, environment, load, store, jump};

static uint64_t expected_cause(unsigned kind, enum mode mode) {
  static const uint64_t bare[KINDS] = {
    CAUSE_ILLEGAL_INSTRUCTION, CAUSE_BREAKPOINT, CAUSE_ECALL_U, CAUSE_LOAD_ACCESS, CAUSE_STORE_ACCESS, CAUSE_FETCH_ACCESS};
  static const uint64_t paged[KINDS] = {
    CAUSE_ILLEGAL_INSTRUCTION, CAUSE_BREAKPOINT, CAUSE_ECALL_U, CAUSE_LOAD_PAGE, CAUSE_STORE_PAGE, CAUSE_FETCH_PAGE};
  uint64_t cause = mode == MODE_M ? bare[kind] : paged[kind];
  return kind == ENVIRONMENT ? cause + mode : cause;
}

static void trap(struct mixer *mixer) {
  static struct run run;
  static const enum mode modes[] = {MODE_M, MODE_S, MODE_U, MODE_U};
  uint64_t choice = choose(mixer);
  enum mode mode = modes[choice & 3];
  unsigned kind = (choice >> 8) % KINDS;
  uintptr_t code = (uintptr_t)codes[kind];
  run.pc = mode == MODE_U ? USER_VIEW(code) : code;
  run.x[REG_A0] = mode == MODE_M ? NOWHERE : UNMAPPED + (choice >> 16 & 0xff8);
  CSR_WRITE(medeleg, choice >> 32 & DELEGATE_ALL);
  run_in(&run, mode, choice >> 60 & 1 ? STATUS_SIE | STATUS_MPIE : 0);
  uint64_t cause = expected_cause(kind, mode);
  torture_expect("cause", cause, run.trap.cause);
  bool delegated = mode != MODE_M && (CSR_READ(medeleg) >> cause & 1);
  torture_expect("mode of the handler", delegated ? MODE_S : MODE_M, run.trap.taken_in);
  if (kind >= LOAD) {
    torture_expect("tval", run.x[REG_A0], run.trap.value);
  }
  CSR_WRITE(medeleg, 0);
  mix_steady(mixer, run.trap.cause);
  mix_steady(mixer, run.trap.epc);
  mix_steady(mixer, run.trap.status & (delegated ? STATUS_SPP | STATUS_SPIE : STATUS_MPP | STATUS_MPIE));
  torture_mix_trap(mixer, &run.trap);
}

void traps_round(struct mixer *mixer) {
  for (int i = 0; i < 4; i++) {
    trap(mixer);
  }
}
