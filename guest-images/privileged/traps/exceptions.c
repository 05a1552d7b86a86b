/* Every synchronous exception that needs no paging: from each mode, to machine mode and delegated. */
#include "check.h"
#include "run.h"
#include "traps.h"

/* No device and no memory is there on the virt board. */
#define NOWHERE 0x09000000UL

static const char amo_as_load[] = "an AMO that cannot load raises the load's exception";

enum { MODE_COUNT = 3 };
static const enum mode modes[MODE_COUNT] = {MODE_M, MODE_S, MODE_U};

/* What mtval must be: the address, the instruction's bits or 0, or the place of the instruction or 0. */
enum value { VALUE_A0, VALUE_BITS_OR_0, VALUE_PLACE_OR_0, VALUE_0 };

struct exception_case {
  const char *name;
  const char *code, *at; /* where to begin, and the instruction that traps */
  uint64_t cause, or_cause; /* the second where a machine is known to be wrong */
  uint64_t a0;
  enum value value;
  uint32_t bits;
  uint8_t modes; /* from which of them it traps: bit 1 << mode */
};

enum { FROM_ALL = 1 << MODE_M | 1 << MODE_S | 1 << MODE_U, FROM_SU = 1 << MODE_S | 1 << MODE_U, FROM_U = 1 << MODE_U };

#define TRAPPING(name, before, instruction) \
  SNIPPET_LABEL(name##_at);                 \
  SNIPPET(name, before "\n" #name "_at:\n" instruction "\nnop\n")

TRAPPING(illegal_word, "nop", ".4byte 0xffffffff");
TRAPPING(illegal_half, "c.nop", ".2byte 0x6101"); /* c.addi16sp 0 is reserved */
TRAPPING(illegal_zeros, "nop", ".2byte 0, 0");
TRAPPING(missing_csr, "c.nop", "csrr t0, 0x5c0");
TRAPPING(read_only_csr, "nop", "csrw cycle, t0");
TRAPPING(machine_csr, "nop", "csrr t0, mscratch");
TRAPPING(machine_csr_write, "nop", "csrw mtvec, t0");
TRAPPING(supervisor_csr, "nop", "csrr t0, sscratch");
TRAPPING(satp_from_user, "nop", "csrw satp, zero");
TRAPPING(mret_below, "nop", "mret");
TRAPPING(sret_below, "nop", "sret");
TRAPPING(fence_from_user, "nop", "sfence.vma");
TRAPPING(break_word, "c.nop", ".4byte 0x00100073");
TRAPPING(break_half, "nop", "c.ebreak");
TRAPPING(environment, "c.nop", "ecall");
TRAPPING(load_byte, "nop", "lbu t0, 0(a0)");
TRAPPING(load_word, "c.nop", "lw t0, 0(a0)");
TRAPPING(load_double, "nop", "c.ld a1, 0(a0)");
TRAPPING(load_float, "nop", "fld ft0, 0(a0)");
TRAPPING(load_reserved, "nop", "lr.d t0, (a0)");
TRAPPING(store_byte, "nop", "sb t0, 0(a0)");
TRAPPING(store_double, "nop", "c.sd a1, 0(a0)");
TRAPPING(store_float, "c.nop", "fsw ft0, 0(a0)");
TRAPPING(swap, "nop", "amoswap.d t0, t1, (a0)");
TRAPPING(misaligned_add, "nop", "amoadd.w t0, t1, (a0)");
TRAPPING(misaligned_reserve, "nop", "lr.w t0, (a0)");

SNIPPET(jump_to_a0, "nop\njr a0\n");

static uint64_t cells[4];

static const struct exception_case cases[] = {
  {"illegal word", illegal_word, illegal_word_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0xffffffff, FROM_ALL},
  {"illegal half", illegal_half, illegal_half_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0x6101, FROM_ALL},
  {"zeros", illegal_zeros, illegal_zeros_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0, FROM_ALL},
  {"missing csr", missing_csr, missing_csr_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0x5c0022f3, FROM_ALL},
  {"read-only csr", read_only_csr, read_only_csr_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0xc0029073, FROM_ALL},
  {"mscratch", machine_csr, machine_csr_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0x340022f3, FROM_SU},
  {"mtvec", machine_csr_write, machine_csr_write_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0x30529073, FROM_SU},
  {"sscratch", supervisor_csr, supervisor_csr_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0x140022f3, FROM_U},
  {"satp", satp_from_user, satp_from_user_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0x18001073, FROM_U},
  {"mret", mret_below, mret_below_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0x30200073, FROM_SU},
  {"sret", sret_below, sret_below_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0x10200073, FROM_U},
  {"sfence.vma", fence_from_user, fence_from_user_at, CAUSE_ILLEGAL_INSTRUCTION, 0, 0, VALUE_BITS_OR_0, 0x12000073, FROM_U},
  {"ebreak", break_word, break_word_at, CAUSE_BREAKPOINT, 0, 0, VALUE_PLACE_OR_0, 0, FROM_ALL},
  {"c.ebreak", break_half, break_half_at, CAUSE_BREAKPOINT, 0, 0, VALUE_PLACE_OR_0, 0, FROM_ALL},
  {"lbu from nowhere", load_byte, load_byte_at, CAUSE_LOAD_ACCESS, 0, NOWHERE + 5, VALUE_A0, 0, FROM_ALL},
  {"lw from nowhere", load_word, load_word_at, CAUSE_LOAD_ACCESS, 0, NOWHERE + 4, VALUE_A0, 0, FROM_ALL},
  {"c.ld from nowhere", load_double, load_double_at, CAUSE_LOAD_ACCESS, 0, NOWHERE, VALUE_A0, 0, FROM_ALL},
  {"fld from nowhere", load_float, load_float_at, CAUSE_LOAD_ACCESS, 0, NOWHERE + 8, VALUE_A0, 0, FROM_ALL},
  {"lr.d from nowhere", load_reserved, load_reserved_at, CAUSE_LOAD_ACCESS, 0, NOWHERE, VALUE_A0, 0, FROM_ALL},
  {"sb to nowhere", store_byte, store_byte_at, CAUSE_STORE_ACCESS, 0, NOWHERE + 3, VALUE_A0, 0, FROM_ALL},
  {"c.sd to nowhere", store_double, store_double_at, CAUSE_STORE_ACCESS, 0, NOWHERE + 16, VALUE_A0, 0, FROM_ALL},
  {"fsw to nowhere", store_float, store_float_at, CAUSE_STORE_ACCESS, 0, NOWHERE + 4, VALUE_A0, 0, FROM_ALL},
  {"amoswap.d nowhere", swap, swap_at, CAUSE_STORE_ACCESS, CAUSE_LOAD_ACCESS, NOWHERE, VALUE_A0, 0, FROM_ALL},
  {"amoadd.w misaligned", misaligned_add, misaligned_add_at, CAUSE_STORE_MISALIGNED, CAUSE_LOAD_MISALIGNED, (uintptr_t)cells + 2, VALUE_A0, 0, FROM_ALL},
  {"lr.w misaligned", misaligned_reserve, misaligned_reserve_at, CAUSE_LOAD_MISALIGNED, 0, (uintptr_t)cells + 1, VALUE_A0, 0, FROM_ALL},
};
enum { CASES = sizeof cases / sizeof cases[0] };

/* The mode before, and the interrupt enable of the handler's mode, have gone where a return finds them. */
static void check_stack(const struct trap *trap, enum mode from, bool enabled) {
  if (trap->taken_in == MODE_M) {
    check_equal("MPP", from, (trap->status & STATUS_MPP) >> 11);
    check_equal("MPIE", enabled, (trap->status & STATUS_MPIE) != 0);
    check_equal("MIE", 0, trap->status & STATUS_MIE);
  } else {
    check_equal("SPP", from == MODE_S, (trap->status & STATUS_SPP) != 0);
    check_equal("SPIE", enabled, (trap->status & STATUS_SPIE) != 0);
    check_equal("SIE", 0, trap->status & STATUS_SIE);
  }
}

static void check_value(const struct exception_case *expected, const struct trap *trap) {
  switch (expected->value) {
    case VALUE_A0:
      check_equal("tval", expected->a0, trap->value);
      break;
    case VALUE_BITS_OR_0:
      check_either("tval", expected->bits, 0, trap->value);
      break;
    case VALUE_PLACE_OR_0:
      check_either("tval", trap->epc, 0, trap->value);
      break;
    case VALUE_0:
      check_equal("tval", 0, trap->value);
  }
}

static void run_case(const struct exception_case *expected, enum mode mode, bool delegated, bool enabled) {
  static struct run run;
  check_case("%s in %s, delegated %lu, interrupts %lu", expected->name, mode_name(mode), (uint64_t)delegated,
             (uint64_t)enabled);
  run.pc = (uintptr_t)expected->code;
  run.x[REG_A0] = expected->a0;
  run.x[REG_RA] = 0x1234;
  run_in(&run, mode, enabled ? STATUS_MPIE | STATUS_SIE : 0);
  if (expected->or_cause) {
    check_known(amo_as_load, "cause", expected->cause, expected->or_cause, run.trap.cause);
  } else {
    check_equal("cause", expected->cause, run.trap.cause);
  }
  check_equal("epc", (uintptr_t)expected->at, run.trap.epc);
  check_equal("taken in", delegated && mode != MODE_M ? MODE_S : MODE_M, run.trap.taken_in);
  check_equal("ra", 0x1234, run.x[REG_RA]);
  check_value(expected, &run.trap);
  check_stack(&run.trap, mode, enabled);
}

static void run_cases(enum mode mode, bool delegated) {
  CSR_WRITE(medeleg, delegated ? DELEGATE_ALL : 0);
  for (int i = 0; i < CASES; i++) {
    if (cases[i].modes >> mode & 1) {
      run_case(&cases[i], mode, delegated, false);
      run_case(&cases[i], mode, delegated, true);
    }
  }
}

/* An ecall has the cause of its mode; that of S cannot be delegated here, as the harness needs it. */
static void environment_calls(bool delegated) {
  static const uint64_t causes[] = {[MODE_U] = CAUSE_ECALL_U, [MODE_S] = CAUSE_ECALL_S, [MODE_M] = CAUSE_ECALL_M};
  CSR_WRITE(medeleg, delegated ? DELEGATE_ALL : 0);
  for (int i = 0; i < MODE_COUNT; i++) {
    bool to_supervisor = delegated && modes[i] == MODE_U;
    struct exception_case ecall = {"ecall", environment, environment_at, causes[modes[i]], 0, 0, VALUE_0, 0, FROM_ALL};
    run_case(&ecall, modes[i], to_supervisor, true);
  }
}

/* The trap is that of the place jumped to. */
static void fetches(bool delegated) {
  CSR_WRITE(medeleg, delegated ? DELEGATE_ALL : 0);
  for (int i = 0; i < MODE_COUNT; i++) {
    struct exception_case jump = {
      "jump to nowhere", jump_to_a0, (const char *)NOWHERE, CAUSE_FETCH_ACCESS, 0, NOWHERE, VALUE_A0, 0, FROM_ALL};
    run_case(&jump, modes[i], delegated, true);
  }
}

/* One cause delegated, and no other: only that goes to S. */
static void single_delegation(void) {
  for (int i = 0; i < CASES; i++) {
    if ((cases[i].modes >> MODE_U & 1) && !cases[i].or_cause) {
      CSR_WRITE(medeleg, 1UL << cases[i].cause);
      run_case(&cases[i], MODE_U, true, false);
      CSR_WRITE(medeleg, DELEGATE_ALL & ~(1UL << cases[i].cause));
      run_case(&cases[i], MODE_U, false, false);
    }
  }
}

void exceptions_check(void) {
  check_group("exceptions in machine mode");
  run_cases(MODE_M, false);
  run_cases(MODE_M, true);
  check_group("exceptions in supervisor mode");
  run_cases(MODE_S, false);
  check_group("exceptions in supervisor mode, delegated");
  run_cases(MODE_S, true);
  check_group("exceptions in user mode");
  run_cases(MODE_U, false);
  check_group("exceptions in user mode, delegated");
  run_cases(MODE_U, true);
  check_group("environment calls");
  environment_calls(false);
  environment_calls(true);
  check_group("fetches");
  fetches(false);
  fetches(true);
  check_group("one cause delegated");
  single_delegation();
  run_reset();
}
