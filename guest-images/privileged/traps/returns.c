/* MRET and SRET, and what TSR, TVM and TW forbid. */
#include "check.h"
#include "run.h"
#include "traps.h"

SNIPPET_LABEL(returning_ecall);
SNIPPET(returning, "csrw mepc, a0\n csrw mstatus, a1\n mret\n"); /* to a0 with mstatus = a1 */
SNIPPET(supervisor_returning, "csrw sepc, a0\n csrw sstatus, a1\n sret\n");
SNIPPET(landing, "nop\n returning_ecall: ecall\n");

SNIPPET(plain_sret, "sret\n");
SNIPPET(plain_sfence, "sfence.vma\n ecall\n");
SNIPPET(read_satp, "csrr t0, satp\n ecall\n");
SNIPPET(write_satp, "csrw satp, zero\n ecall\n");
SNIPPET(plain_wfi, "wfi\n ecall\n");

static const char odd_address[] = "mepc and sepc keep bit 0";

static const char no_tsr_tw[] = "TSR and TW of mstatus stay 0";

static struct run run;

static void expect_arrival(enum mode mode, uint64_t cause) {
  check_equal("cause", cause, run.trap.cause);
  check_equal("epc", (uintptr_t)returning_ecall, run.trap.epc);
  check_equal("MPP of the ecall", mode, (run.trap.status & STATUS_MPP) >> 11);
}

/* MIE becomes MPIE; seen as MPIE of the ecall that follows. */
static void machine_returns(void) {
  static const uint64_t causes[] = {[MODE_U] = CAUSE_ECALL_U, [MODE_S] = CAUSE_ECALL_S, [MODE_M] = CAUSE_ECALL_M};
  static const enum mode modes[] = {MODE_U, MODE_S, MODE_M};
  for (int i = 0; i < 3; i++) {
    for (uint64_t enabled = 0; enabled <= 1; enabled++) {
      check_case("mret to %s, MPIE %lu", mode_name(modes[i]), enabled);
      uint64_t status = (uint64_t)modes[i] << 11 | (enabled ? STATUS_MPIE : 0) | (enabled ? 0 : STATUS_MIE);
      run_code(&run, MODE_M, returning, (uintptr_t)landing, status);
      expect_arrival(modes[i], causes[modes[i]]);
      check_equal("MIE", enabled, (run.trap.status & STATUS_MPIE) != 0);
    }
  }
}

static void supervisor_returns(enum mode from) {
  for (uint64_t to = MODE_U; to <= MODE_S; to++) {
    for (uint64_t enabled = 0; enabled <= 1; enabled++) {
      check_case("sret from %s to %s, SPIE %lu", mode_name(from), mode_name((enum mode)to), enabled);
      uint64_t status = (to == MODE_S ? STATUS_SPP : 0) | (enabled ? STATUS_SPIE : STATUS_SIE);
      run_code(&run, from, supervisor_returning, (uintptr_t)landing, status);
      expect_arrival((enum mode)to, to == MODE_S ? CAUSE_ECALL_S : CAUSE_ECALL_U);
      check_equal("SIE", enabled, (run.trap.status & STATUS_SIE) != 0);
      check_equal("SPIE", 1, (run.trap.status & STATUS_SPIE) != 0);
      check_equal("SPP", 0, run.trap.status & STATUS_SPP);
    }
  }
}

static void expect_illegal(const char *what, const char *code, enum mode mode, uint64_t status, bool illegal) {
  check_case("%s in %s, mstatus 0x%lx", what, mode_name(mode), status);
  run_code(&run, MODE_M, code, 0, 0);
  run.pc = (uintptr_t)code;
  CSR_WRITE(sepc, (uintptr_t)landing);
  run_in(&run, mode, status);
  check_equal("illegal", illegal, run.trap.cause == CAUSE_ILLEGAL_INSTRUCTION);
  if (illegal) {
    check_equal("epc", (uintptr_t)code, run.trap.epc);
  }
}

static bool can_be_set(uint64_t bit) {
  CSR_SET(mstatus, bit);
  bool set = CSR_READ(mstatus) & bit;
  CSR_CLEAR(mstatus, bit);
  check_case("mstatus bit 0x%lx", bit);
  check_known(no_tsr_tw, "set", true, bit == STATUS_TVM, set);
  return set;
}

/* A pending interrupt that is not taken lets WFI go on at once. */
static void forbidden(void) {
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  CSR_WRITE(mie, 1UL << INTERRUPT_SSI);
  CSR_SET(mip, 1UL << INTERRUPT_SSI);
  static const struct {
    const char *name, *code;
    uint64_t bit;
  } cases[] = {
    {"sret", plain_sret, STATUS_TSR},
    {"sfence.vma", plain_sfence, STATUS_TVM},
    {"read of satp", read_satp, STATUS_TVM},
    {"write of satp", write_satp, STATUS_TVM},
    {"wfi", plain_wfi, STATUS_TW},
  };
  for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    bool effective = can_be_set(cases[i].bit);
    expect_illegal(cases[i].name, cases[i].code, MODE_S, 0, false);
    expect_illegal(cases[i].name, cases[i].code, MODE_S, cases[i].bit, effective);
    expect_illegal(cases[i].name, cases[i].code, MODE_S, (STATUS_TSR | STATUS_TVM | STATUS_TW) & ~cases[i].bit, false);
    expect_illegal(cases[i].name, cases[i].code, MODE_M, cases[i].bit, false);
  }
  run_reset();
}

/* The low bits of the return address do not count, and sstatus shows its part of mstatus only. */
static void registers(void) {
  check_case("mepc");
  CSR_WRITE(mepc, 0x1001);
  check_known(odd_address, "bit 0", 0x1000, 0x1001, CSR_READ(mepc));
  check_case("sepc");
  CSR_WRITE(sepc, 0x1003);
  check_known(odd_address, "bit 0", 0x1002, 0x1003, CSR_READ(sepc));
  check_case("sstatus");
  CSR_WRITE(mstatus, STATUS_FS_INITIAL | STATUS_MPIE | STATUS_MPP | STATUS_SPP | STATUS_SPIE | STATUS_SIE | STATUS_SUM | STATUS_TVM);
  check_equal("its part", STATUS_FS_INITIAL | STATUS_SPP | STATUS_SPIE | STATUS_SIE | STATUS_SUM,
              CSR_READ(sstatus) & ~(3UL << 32));
  CSR_WRITE(sstatus, STATUS_FS_INITIAL);
  check_equal("the rest stays", STATUS_MPIE | STATUS_MPP | STATUS_TVM,
              CSR_READ(mstatus) & (STATUS_MPIE | STATUS_MPP | STATUS_TVM | STATUS_SPP | STATUS_SPIE | STATUS_SIE | STATUS_SUM));
  check_case("sie and sip");
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  CSR_WRITE(mie, 0xaaa);
  check_equal("sie", 0x222, CSR_READ(sie));
  CSR_CLEAR(sie, 0x222);
  check_equal("mie", 0x888, CSR_READ(mie));
  CSR_SET(mip, 0x222);
  check_equal("sip", 0x222, CSR_READ(sip));
  CSR_CLEAR(sip, 0x222);
  check_equal("only SSIP is S-mode's to clear", 0x220, CSR_READ(sip));
  CSR_CLEAR(mip, 0x222);
  check_equal("mip", 0, CSR_READ(mip) & 0x222);
  CSR_WRITE(mideleg, 0);
  CSR_WRITE(mie, 0xaaa);
  check_equal("sie without delegation", 0, CSR_READ(sie));
  run_reset();
}

void returns_check(void) {
  check_group("mret");
  machine_returns();
  check_group("sret");
  supervisor_returns(MODE_S);
  supervisor_returns(MODE_M);
  check_group("what TSR, TVM and TW forbid");
  forbidden();
  check_group("views of the registers");
  registers();
}
