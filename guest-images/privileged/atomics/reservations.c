/* LR and SC: what makes an SC fail, and that no trap and no interrupt lets one succeed that began before it. */
#include "atomics.h"
#include "check.h"
#include "clint.h"
#include "run.h"

static uint64_t cells[16] __attribute__((aligned(64)));

static struct run run;

/* a0, a1: cells; a2 the result of SC: 0 is success; a3, a4 values loaded. */
SNIPPET(pair_w, "lr.w a3, (a0)\n li t0, 5\n sc.w a2, t0, (a0)\n ecall\n");
SNIPPET(pair_d, "lr.d.aq a3, (a0)\n addi t0, a3, 5\n sc.d.rl a2, t0, (a0)\n ecall\n");
SNIPPET(without_lr, "li t0, 5\n sc.d a2, t0, (a0)\n sc.d a2, t0, (a0)\n ecall\n");
SNIPPET(twice, "lr.d a3, (a0)\n li t0, 5\n sc.d a2, t0, (a0)\n li t0, 6\n sc.d a4, t0, (a0)\n ecall\n");
SNIPPET(elsewhere, "lr.d a3, (a0)\n li t0, 5\n sc.d a2, t0, (a1)\n ecall\n");
SNIPPET(after_failure, "lr.d a3, (a0)\n li t0, 5\n sc.d a2, t0, (a1)\n sc.d a4, t0, (a0)\n ecall\n");
SNIPPET(changed, "lr.d a3, (a0)\n li t0, 9\n sd t0, 0(a0)\n li t0, 5\n sc.d a2, t0, (a0)\n ecall\n");
SNIPPET(later_lr, "lr.d a3, (a1)\n lr.d a3, (a0)\n li t0, 5\n sc.d a2, t0, (a0)\n ecall\n");

static void start(const char *what, enum mode mode, const char *code) {
  check_case("%s in %s", what, mode_name(mode));
  cells[0] = 100;
  cells[8] = 200;
  run_code(&run, mode, code, (uintptr_t)&cells[0], (uintptr_t)&cells[8]);
}

static void plain(enum mode mode) {
  start("lr.w sc.w", mode, pair_w);
  check_equal("sc", 0, run.x[REG_A2]);
  check_equal("memory", 5, cells[0]);
  start("lr.d sc.d", mode, pair_d);
  check_equal("sc", 0, run.x[REG_A2]);
  check_equal("loaded", 100, run.x[REG_A3]);
  check_equal("memory", 105, cells[0]);
}

static void failures(enum mode mode) {
  start("sc without lr", mode, without_lr);
  check_equal("sc", 1, run.x[REG_A2]);
  check_equal("memory", 100, cells[0]);
  start("second sc", mode, twice);
  check_equal("first", 0, run.x[REG_A2]);
  check_equal("second", 1, run.x[REG_A4]);
  check_equal("memory", 5, cells[0]);
  start("sc elsewhere", mode, elsewhere);
  check_equal("sc", 1, run.x[REG_A2]);
  check_equal("memory", 200, cells[8]);
  start("a failed sc ends the reservation", mode, after_failure);
  check_equal("second", 1, run.x[REG_A4]);
  check_equal("memory", 100, cells[0]);
  start("the value has changed", mode, changed);
  check_equal("sc", 1, run.x[REG_A2]);
  check_equal("memory", 9, cells[0]);
  start("the later lr counts", mode, later_lr);
  check_equal("sc", 0, run.x[REG_A2]);
}

SNIPPET_LABEL(middle);
SNIPPET(trapping, "lr.d a3, (a0)\n ecall\n middle: li t0, 5\n sc.d a2, t0, (a0)\n ecall\n");
SNIPPET(faulting, "lr.d a3, (a0)\n .4byte 0xffffffff\n li t0, 5\n sc.d a2, t0, (a0)\n ecall\n");
SNIPPET(spinning, "lr.d a3, (a0)\n 1: bnez a4, 1b\n li t0, 5\n sc.d a2, t0, (a0)\n ecall\n");

/* The architecture lets a trap keep the reservation; hence software gives it up (an SC elsewhere), and so does this. */
static void give_up_reservation(void) {
  static uint64_t nowhere;
  uint64_t failed;
  __asm__ volatile("sc.d %0, zero, (%1)" : "=r"(failed) : "r"(&nowhere) : "memory");
}

static void resume(uint64_t epc, enum mode mode) {
  give_up_reservation();
  run.pc = epc;
  run.x[REG_A4] = 0;
  run_in(&run, mode, 0);
}

static void across_traps(enum mode mode) {
  start("an ecall between", mode, trapping);
  resume((uintptr_t)middle, mode);
  check_equal("sc", 1, run.x[REG_A2]);
  check_equal("memory", 100, cells[0]);
  start("an exception between", mode, faulting);
  resume(run.trap.epc + 4, mode);
  check_equal("sc", 1, run.x[REG_A2]);
  check_equal("memory", 100, cells[0]);
}

/* Runs into an interrupt behind the LR. One that comes before it is of no use: then a longer wait is tried. */
static void run_until_interrupted(enum mode mode) {
  uint64_t wait = 200;
  CSR_WRITE(mie, 1UL << INTERRUPT_MTI);
  do {
    cells[0] = 100;
    run.pc = (uintptr_t)spinning;
    run.x[REG_A0] = (uintptr_t)&cells[0];
    run.x[REG_A4] = 1;
    clint_set_deadline(rdtime() + wait);
    run_in(&run, mode, 0);
    clint_set_deadline(-1UL);
    wait *= 2;
  } while (run.trap.epc == (uintptr_t)spinning);
  CSR_WRITE(mie, 0);
}

/* The value is the same again when the SC comes: only the reservation can tell. */
static void across_interrupts(enum mode mode) {
  for (int i = 0; i < 20; i++) {
    check_case("interrupt between, in %s", mode_name(mode));
    run_until_interrupted(mode);
    check_equal("cause", CAUSE_INTERRUPT | INTERRUPT_MTI, run.trap.cause);
    resume(run.trap.epc, mode);
    check_equal("sc", 1, run.x[REG_A2]);
    check_equal("memory", 100, cells[0]);
  }
}

/* An increment by LR and SC, with a timer that strikes again and again: none is lost, none made twice. */
SNIPPET_LABEL(incrementing_end);
SNIPPET(incrementing, "1: lr.d t0, (a0)\n addi t0, t0, 1\n sc.d t1, t0, (a0)\n bnez t1, 1b\n addi a1, a1, -1\n bnez a1, 1b\n incrementing_end: ecall\n");

static void increments(enum mode mode) {
  enum { COUNT = 20000, GAP = 300 };
  check_case("increments in %s", mode_name(mode));
  cells[0] = 0;
  run.pc = (uintptr_t)incrementing;
  run.x[REG_A0] = (uintptr_t)&cells[0];
  run.x[REG_A1] = COUNT;
  CSR_WRITE(mie, 1UL << INTERRUPT_MTI);
  do {
    clint_set_deadline(rdtime() + GAP);
    run_in(&run, mode, 0);
    give_up_reservation();
    run.pc = run.trap.epc;
  } while (run.trap.cause >> 63);
  clint_set_deadline(-1UL);
  CSR_WRITE(mie, 0);
  check_equal("end", (uintptr_t)incrementing_end, run.trap.epc);
  check_equal("count", COUNT, cells[0]);
}

void reservations_check(void) {
  static const enum mode modes[] = {MODE_M, MODE_S, MODE_U};
  check_group("LR and SC");
  for (int i = 0; i < 3; i++) {
    plain(modes[i]);
    failures(modes[i]);
  }
  check_group("LR and SC across traps");
  for (int i = 0; i < 3; i++) {
    across_traps(modes[i]);
  }
  check_group("LR and SC across interrupts");
  across_interrupts(MODE_S);
  across_interrupts(MODE_U);
  increments(MODE_S);
  increments(MODE_U);
  run_reset();
}
