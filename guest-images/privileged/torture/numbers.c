/* Floating point with random roundings in user mode, its flags and its state kept across interrupts by the caller. */
#include "torture.h"

SNIPPET(numbers_code,
        "fscsr a3\n fmv.d.x ft0, a0\n fmv.d.x ft1, a1\n fadd.d ft2, ft0, ft1\n fmul.d ft3, ft2, ft0\n fdiv.d ft4, ft3, ft1\n"
        "fsqrt.d ft5, ft1\n fmadd.d ft6, ft4, ft5, ft0\n fcvt.l.d a4, ft6\n fmv.x.d a0, ft6\n frcsr a2\n ecall\n");

/* A finite number between 2^-32 and 2^32 in absolute value. */
static uint64_t number(uint64_t bits) {
  uint64_t exponent = 1023 - 32 + (bits >> 52 & 63);
  return (bits & 0x800fffffffffffffUL) | exponent << 52;
}

void numbers_round(struct mixer *mixer) {
  static struct run run;
  uint64_t choice = choose(mixer);
  run.pc = USER_VIEW(numbers_code);
  run.x[REG_A0] = number(choose(mixer));
  run.x[REG_A1] = number(choose(mixer)) & ~(1UL << 63);
  run.x[REG_A3] = (choice % 5) << 5;
  run_in(&run, MODE_U, 0);
  torture_expect("cause", CAUSE_ECALL_U, run.trap.cause);
  mix_steady(mixer, run.x[REG_A0]);
  mix_steady(mixer, run.x[REG_A2]);
  mix_steady(mixer, run.x[REG_A4]);
}
