/* mstatus.FS: off means that nothing of floating point may be touched; a change makes it dirty. Reserved roundings. */
#include "check.h"
#include "float.h"
#include "run.h"

#define FS_OFF 0UL
#define FS_CLEAN (2UL << 13)
#define FS_DIRTY (3UL << 13)

static const char c_fld_ignored[] = "c.fld does nothing while floating point is off";
static const char sd_late[] = "a write of frm does not set SD";

static struct run run;

SNIPPET(fs_add, "fadd.d ft0, ft0, ft0\n ecall\n");
SNIPPET(fs_load, "fld ft0, 0(a0)\n ecall\n");
SNIPPET(fs_load_c, "c.fld fa0, 0(a0)\n ecall\n");
SNIPPET(fs_store, "fsw ft0, 0(a0)\n ecall\n");
SNIPPET(fs_move, "fmv.x.d a0, ft0\n ecall\n");
SNIPPET(fs_flags, "csrr a0, fflags\n ecall\n");
SNIPPET(fs_rounding, "csrw frm, zero\n ecall\n");
SNIPPET(fs_control, "csrr a0, fcsr\n ecall\n");
SNIPPET(fs_compare, "feq.d a0, ft0, ft0\n ecall\n");
SNIPPET(dynamic_rounding, "csrw frm, a1\n fadd.d ft0, ft0, ft0\n ecall\n");
SNIPPET(no_rounding, "csrw frm, a1\n fsgnj.d ft0, ft0, ft0\n ecall\n");
SNIPPET(static_5, "nop\n .4byte 0x02005053\n ecall\n");
SNIPPET(static_6, "nop\n .4byte 0x02006053\n ecall\n");
SNIPPET(enter_with_fs, "csrw mepc, a3\n csrw mstatus, a4\n mret\n");

static uint64_t cell;

/* run_in() sets FS for the harness; here the status is given whole. */
static void run_with(const char *code, enum mode mode, uint64_t fs, uint64_t a1) {
  run.pc = (uintptr_t)enter_with_fs;
  run.x[REG_A0] = (uintptr_t)&cell;
  run.x[REG_A1] = a1;
  run.x[REG_A3] = (uintptr_t)code;
  run.x[REG_A4] = (uint64_t)mode << 11 | fs;
  run_in(&run, MODE_M, 0);
}
static void expect_illegal(const char *code) {
  if (code == fs_load_c && run.trap.cause != CAUSE_ILLEGAL_INSTRUCTION) {
    check_known(c_fld_ignored, "epc", (uintptr_t)code, (uintptr_t)code + 2, run.trap.epc);
    return;
  }
  check_equal("cause", CAUSE_ILLEGAL_INSTRUCTION, run.trap.cause);
  check_equal("epc", (uintptr_t)code, run.trap.epc);
}

static void off(void) {
  static const struct {
    const char *name, *code;
  } cases[] = {
    {"fadd.d", fs_add}, {"fld", fs_load}, {"c.fld", fs_load_c}, {"fsw", fs_store}, {"fmv.x.d", fs_move},
    {"fflags", fs_flags}, {"frm", fs_rounding}, {"fcsr", fs_control}, {"feq.d", fs_compare},
  };
  static const enum mode modes[] = {MODE_M, MODE_S, MODE_U};
  for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    for (int m = 0; m < 3; m++) {
      check_case("%s in %s, FS off", cases[i].name, mode_name(modes[m]));
      run_with(cases[i].code, modes[m], FS_OFF, 0);
      expect_illegal(cases[i].code);
      check_case("%s in %s, FS on", cases[i].name, mode_name(modes[m]));
      run_with(cases[i].code, modes[m], FS_CLEAN, 0);
      check_true("no trap but the ecall", run.trap.cause >= CAUSE_ECALL_U && run.trap.cause <= CAUSE_ECALL_M);
    }
  }
}

static void dirty(const char *what, const char *code, bool changes) {
  check_case("%s", what);
  run_with(code, MODE_U, FS_CLEAN, 0);
  uint64_t fs = run.trap.status & STATUS_FS;
  if (changes) {
    check_equal("FS", FS_DIRTY, fs);
    check_known(sd_late, "SD", STATUS_SD, code == fs_rounding ? 0 : STATUS_SD, run.trap.status & STATUS_SD);
  } else {
    check_either("FS", FS_CLEAN, FS_DIRTY, fs); /* a machine may be careful */
  }
}

static void reserved(void) {
  for (uint64_t rounding = 0; rounding < 8; rounding++) {
    check_case("frm %lu", rounding);
    run_with(dynamic_rounding, MODE_U, FS_CLEAN, rounding);
    check_equal("illegal", rounding > ROUND_NEAREST_AWAY, run.trap.cause == CAUSE_ILLEGAL_INSTRUCTION);
    run_with(no_rounding, MODE_U, FS_CLEAN, rounding);
    check_equal("cause of what does not round", CAUSE_ECALL_U, run.trap.cause);
  }
  check_case("rounding 5 in an instruction");
  run_with(static_5, MODE_U, FS_CLEAN, 0);
  check_equal("cause", CAUSE_ILLEGAL_INSTRUCTION, run.trap.cause);
  check_case("rounding 6 in an instruction");
  run_with(static_6, MODE_U, FS_CLEAN, 0);
  check_equal("cause", CAUSE_ILLEGAL_INSTRUCTION, run.trap.cause);
  CSR_WRITE(fcsr, 0);
}

void state_check(void) {
  check_group("floating point off");
  off();
  check_group("floating-point state dirty");
  dirty("fadd.d", fs_add, true);
  dirty("fld", fs_load, true);
  dirty("frm", fs_rounding, true);
  dirty("fsw", fs_store, false);
  dirty("fmv.x.d", fs_move, false);
  check_group("reserved roundings");
  reserved();
  run_reset();
}
