/*
 * Loops in supervisor and user mode that timer and software interrupts break into at random. Where each came in goes
 * into the live hash; what the loop computes does not depend on it.
 */
#include "clint.h"
#include "torture.h"

SNIPPET_LABEL(loop_end);
SNIPPET(loop,
        "1: slli t0, a0, 13\n xor a0, a0, t0\n srli t0, a0, 7\n xor a0, a0, t0\n c.slli a2, 1\n"
        "rdcycle t1\n add a3, a3, t1\n" /* differs each time, and yet not between replicas */
        "sd a0, 0(a4)\n ld t0, 0(a4)\n add a2, a2, t0\n"
        "addi a1, a1, -1\n bnez a1, 1b\n loop_end: ecall\n");

enum { MAX_LENGTH = 600, GAP_MASK = 0xff };

static uint64_t cell;

/* Returns true when the loop has come to its end. */
static bool go_on(struct mixer *mixer, struct run *run, enum mode mode) {
  uint64_t status = STATUS_SIE;
  run_in(run, mode, status);
  torture_mix_trap(mixer, &run->trap);
  mix_live(mixer, run->x[REG_A0]);
  mix_live(mixer, run->x[REG_A3]);
  uint64_t end = mode == MODE_U ? USER_VIEW(loop_end) : (uintptr_t)loop_end;
  if (!(run->trap.cause >> 63)) {
    torture_expect("end of the loop", end, run->trap.epc);
    return true;
  }
  run->pc = run->trap.epc;
  return false;
}

/* The timer strikes so many times and no more: a gap may be too short for the loop to get on. */
static void answer(const struct trap *trap, uint64_t gap, uint64_t *strikes) {
  switch (trap->cause & ~CAUSE_INTERRUPT) {
    case INTERRUPT_MTI:
      clint_set_deadline(*strikes > 0 ? rdtime() + gap : -1UL);
      *strikes -= *strikes > 0;
      break;
    case INTERRUPT_MSI:
      clint_clear_software_interrupt();
      break;
    default:
      CSR_CLEAR(mip, DELEGATE_INTERRUPTS);
  }
}

void loops_round(struct mixer *mixer) {
  static struct run run;
  uint64_t choice = choose(mixer);
  enum mode mode = choice & 1 ? MODE_U : MODE_S;
  run.pc = mode == MODE_U ? USER_VIEW(loop) : (uintptr_t)loop;
  run.x[REG_A0] = choice | 1;
  run.x[REG_A1] = 1 + (choice >> 8) % MAX_LENGTH;
  run.x[REG_A2] = 0;
  run.x[REG_A3] = 0;
  run.x[REG_A4] = mode == MODE_U ? USER_VIEW(&cell) : (uintptr_t)&cell;
  CSR_WRITE(mideleg, choice >> 32 & DELEGATE_INTERRUPTS);
  CSR_WRITE(mie, 1UL << INTERRUPT_MTI | 1UL << INTERRUPT_MSI | DELEGATE_INTERRUPTS);
  CSR_SET(mip, choice >> 40 & DELEGATE_INTERRUPTS);
  if (choice >> 56 & 1) {
    clint_raise_software_interrupt();
  }
  uint64_t strikes = choice >> 48 & 3;
  clint_set_deadline(rdtime() + (choice >> 20 & GAP_MASK));
  while (!go_on(mixer, &run, mode)) {
    answer(&run.trap, choice >> 24 & GAP_MASK, &strikes);
  }
  clint_set_deadline(-1UL);
  clint_clear_software_interrupt();
  CSR_CLEAR(mip, DELEGATE_INTERRUPTS);
  CSR_WRITE(mie, 0);
  CSR_WRITE(mideleg, 0);
  mix_steady(mixer, run.x[REG_A0]);
  mix_steady(mixer, run.x[REG_A2]);
}
