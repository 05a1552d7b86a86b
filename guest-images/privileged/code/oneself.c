/* Code that rewrites itself, and code with data on its own page. */
#include "check.h"
#include "checks.h"
#include "code.h"
#include "memory.h"

/* Copied to a page that may be written. a1: the word for `patched`; `a2` of the second kind: how many rounds. */
SNIPPET_LABEL(patched);
SNIPPET_LABEL(next_end);
SNIPPET(patch_next, " auipc t0, 0\n sw a1, 8(t0)\n patched: li a0, 1\n .option push\n .option norvc\n ecall\n .option pop\n next_end:\n");
SNIPPET_LABEL(fenced_end);
SNIPPET(patch_next_fenced, ".option push\n .option norvc\n auipc t0, 0\n sw a1, 12(t0)\n fence.i\n li a0, 1\n ecall\n fenced_end: .option pop\n");

/* Adds up a counter that lies behind the code, on its page, while it runs. */
SNIPPET_LABEL(mixed_end);
SNIPPET(mixed,
        ".option push\n .option norvc\n"
        "1: auipc t0, 0\n"
        " ld t1, 64(t0)\n"
        " addi t1, t1, 3\n"
        " sd t1, 64(t0)\n"
        " addi a2, a2, -1\n"
        " bnez a2, 1b\n"
        " mv a0, t1\n"
        " ecall\n"
        "mixed_end: .option pop\n");

/* Each round rewrites the immediate of an instruction of the loop, a few instructions ahead, behind a jump. */
SNIPPET_LABEL(counting_end);
SNIPPET(counting,
        ".option push\n .option norvc\n"
        "1: auipc t0, 0\n"
        " sw a1, 16(t0)\n"
        " j 2f\n"
        " nop\n"
        "2: addi a0, a0, 0\n" /* rewritten before each time it runs */
        " add a1, a1, a3\n"
        " addi a2, a2, -1\n"
        " bnez a2, 1b\n"
        " ecall\n"
        "counting_end: .option pop\n");

static struct run run;

static void place(const char *from, const char *to) {
  memcpy(code_page, from, (size_t)(to - from));
}

static uint64_t run_patching(enum mode mode, uint32_t value) {
  run.pc = (uintptr_t)code_page;
  run.x[REG_A1] = code_word(value);
  run_in(&run, mode, 0);
  return run.x[REG_A0];
}

/* The next instruction: either will do once; afterwards it is the new one. */
static void next_instruction(enum mode mode) {
  uint32_t word = code_word(1); /* four bytes, so that a word fits */
  place(patch_next, next_end);
  memcpy(code_page + 8, &word, sizeof word);
  uint32_t ecall = 0x73;
  memcpy(code_page + 12, &ecall, sizeof ecall);
  check_case("%s, next instruction", mode_name(mode));
  check_either("at once", 2, 1, run_patching(mode, 2));
  check_either("later", 3, 2, run_patching(mode, 3));
  place(patch_next_fenced, fenced_end);
  for (uint32_t value = 1; value < 8; value++) {
    check_case("%s, next instruction behind fence.i", mode_name(mode));
    check_equal("value", value, run_patching(mode, value));
  }
}

static void data_beside_code(enum mode mode) {
  enum { ROUNDS = 5000 };
  place(mixed, mixed_end);
  memset(code_page + 64, 0, 8);
  run.pc = (uintptr_t)code_page;
  run.x[REG_A2] = ROUNDS;
  run_in(&run, mode, 0);
  check_case("%s", mode_name(mode));
  check_equal("sum", 3 * ROUNDS, run.x[REG_A0]);
}

static void counting_loop(enum mode mode) {
  enum { ROUNDS = 100 };
  place(counting, counting_end);
  run.pc = (uintptr_t)code_page;
  run.x[REG_A0] = 0;
  run.x[REG_A1] = 0x00150513; /* addi a0, a0, 1 */
  run.x[REG_A2] = ROUNDS;
  run.x[REG_A3] = 1 << 20;
  run_in(&run, mode, 0);
  check_case("%s, loop", mode_name(mode));
  check_equal("sum of 1 to 100", ROUNDS * (ROUNDS + 1) / 2, run.x[REG_A0]);
}

void oneself_check(void) {
  static const enum mode modes[] = {MODE_M, MODE_S, MODE_U};
  check_group("code that rewrites itself");
  for (int i = 0; i < 3; i++) {
    next_instruction(modes[i]);
    counting_loop(modes[i]);
  }
  check_group("data on a page of code");
  for (int i = 0; i < 3; i++) {
    data_beside_code(modes[i]);
  }
  run_reset();
}
