/*
 * Counters: instret counts exactly what retires, cycle and time never go back, and each is there for lower modes only
 * when it is enabled for them.
 */
#include "check.h"
#include "run.h"

/* QEMU counts neither instructions nor cycles one by one, unless it runs with -icount. */
static const char not_exact[] = "instret does not count single instructions";
static const char always_readable[] = "cycle and instret can be read whatever mcounteren and scounteren say";

static struct run run;

static const enum mode modes[] = {MODE_M, MODE_S, MODE_U};

static void expect_delta(const char *what, enum mode mode, const char *code, uint64_t argument, uint64_t expected) {
  run_code(&run, mode, code, argument, 0);
  uint64_t delta = run.x[REG_A3] - run.x[REG_A2];
  check_case("%s in %s, a0 %lu", what, mode_name(mode), argument);
  check_known(not_exact, "instructions", expected, delta, delta);
}

SNIPPET(straight, "rdinstret a2\n nop\n c.nop\n add t0, t0, t0\n rdinstret a3\n ecall\n");
SNIPPET(adjacent, "rdinstret a2\n rdinstret a3\n ecall\n");
SNIPPET(looping, "rdinstret a2\n 1: addi a0, a0, -1\n bnez a0, 1b\n rdinstret a3\n ecall\n");
SNIPPET(memory_access, "addi sp, sp, -16\n rdinstret a2\n sd t0, 0(sp)\n ld t0, 0(sp)\n amoadd.w t1, t0, (sp)\n fence\n rdinstret a3\n ecall\n");
SNIPPET(by_cycles, "rdcycle a2\n nop\n nop\n nop\n rdcycle a3\n ecall\n");
SNIPPET(reading_time, "rdinstret a2\n rdtime t0\n rdtime t1\n rdinstret a3\n ecall\n");
SNIPPET(fencing, "rdinstret a2\n fence.i\n fence\n rdinstret a3\n ecall\n");

/* Both readings count themselves once: the difference is what lies between, and one. */
static void exact(enum mode mode) {
  static uint64_t stack[4];
  expect_delta("nothing between", mode, adjacent, 0, 1);
  expect_delta("three instructions", mode, straight, 0, 4);
  expect_delta("cycles", mode, by_cycles, 0, 4);
  expect_delta("time", mode, reading_time, 0, 3);
  expect_delta("fences", mode, fencing, 0, 3);
  for (uint64_t rounds = 1; rounds <= 100; rounds += 33) {
    expect_delta("loop", mode, looping, rounds, 2 * rounds + 1);
  }
  run.x[REG_SP] = (uintptr_t)&stack[4];
  run.pc = (uintptr_t)memory_access;
  run_in(&run, mode, 0);
  check_case("memory in %s", mode_name(mode));
  uint64_t delta = run.x[REG_A3] - run.x[REG_A2];
  check_known(not_exact, "instructions", 5, delta, delta);
}

/* An ecall does not retire, nor does anything else that traps; the handler's instructions do. */
SNIPPET_LABEL(counting_handler);
SNIPPET(trap_between, "rdinstret a2\n .4byte 0xffffffff\n rdinstret a3\n ecall\n");
SNIPPET(counting_trap_handler,
        ".balign 4\n counting_handler: csrr t0, scause\n li t1, 2\n bne t0, t1, 1f\n csrr t0, sepc\n addi t0, t0, 4\n"
        " csrw sepc, t0\n sret\n 1: ecall\n");

static void across_a_trap(void) {
  enum { HANDLER = 7, READING = 1 };
  CSR_WRITE(medeleg, 1UL << CAUSE_ILLEGAL_INSTRUCTION);
  CSR_WRITE(stvec, (uintptr_t)counting_handler);
  expect_delta("a trap and its handler", MODE_U, trap_between, 0, HANDLER + READING);
  expect_delta("the same from supervisor mode", MODE_S, trap_between, 0, HANDLER + READING);
  run_reset();
}

/* Never less than before, through all ways to read it. */
static void monotonic(void) {
  uint64_t time = rdtime(), cycle = CSR_READ(cycle), instret = CSR_READ(instret);
  for (int i = 0; i < 200; i++) {
    run_code(&run, MODE_U, reading_time, 0, 0);
    check_true("time between two readings", run.x[REG_T0] >= time && run.x[REG_T1] >= run.x[REG_T0]);
    time = run.x[REG_T1];
    uint64_t now = CSR_READ(mcycle);
    check_true("cycle", now > cycle);
    cycle = now;
    now = CSR_READ(minstret);
    check_true("instret", now > instret);
    instret = now;
  }
}

SNIPPET(read_cycle, "rdcycle a2\n ecall\n");
SNIPPET(read_time, "rdtime a2\n ecall\n");
SNIPPET(read_instret, "rdinstret a2\n ecall\n");

static bool readable(enum mode mode, unsigned counter, uint64_t machine_enable, uint64_t supervisor_enable) {
  uint64_t bit = 1UL << counter;
  return mode == MODE_M || ((machine_enable & bit) && (mode == MODE_S || (supervisor_enable & bit)));
}

static void gate(enum mode mode, unsigned counter, uint64_t machine_enable, uint64_t supervisor_enable) {
  static const char *const codes[] = {read_cycle, read_time, read_instret};
  CSR_WRITE(mcounteren, machine_enable);
  CSR_WRITE(scounteren, supervisor_enable);
  run_code(&run, mode, codes[counter], 0, 0);
  bool illegal = run.trap.cause == CAUSE_ILLEGAL_INSTRUCTION;
  bool expected = !readable(mode, counter, machine_enable, supervisor_enable);
  check_case("counter %lu in %s, mcounteren %lu, scounteren %lu", (uint64_t)counter, mode_name(mode), machine_enable,
             supervisor_enable);
  if (counter == 1) {
    check_equal("illegal", expected, illegal);
  } else {
    check_known(always_readable, "illegal", expected, false, illegal);
  }
}

static void gates(void) {
  for (unsigned counter = 0; counter < 3; counter++) {
    for (int m = 0; m < 3; m++) {
      for (uint64_t enables = 0; enables < 4; enables++) {
        gate(modes[m], counter, enables & 1 ? 7 : 7 & ~(1UL << counter), enables & 2 ? 7 : 7 & ~(1UL << counter));
      }
    }
  }
  run_reset();
}

int main(void) {
  run_start();
  check_group("instructions counted exactly");
  for (int m = 0; m < 3; m++) {
    exact(modes[m]);
  }
  check_group("instructions counted across a trap");
  across_a_trap();
  check_group("counters never go back");
  monotonic();
  check_group("counters for lower modes");
  gates();
  return check_done();
}
