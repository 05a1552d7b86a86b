/* Loads and stores of every width at every offset, which this hart carries out, and atomics, which it refuses. */
#include "atomics.h"
#include "check.h"
#include "memory.h"
#include "run.h"

static uint8_t bytes[2 * 4096] __attribute__((aligned(4096)));

static struct run run;

SNIPPET(load_h, "lh a2, 0(a0)\n ecall\n");
SNIPPET(load_hu, "lhu a2, 0(a0)\n ecall\n");
SNIPPET(load_w, "lw a2, 0(a0)\n ecall\n");
SNIPPET(load_wu, "lwu a2, 0(a0)\n ecall\n");
SNIPPET(load_d, "ld a2, 0(a0)\n ecall\n");
SNIPPET(load_fw, "flw ft0, 0(a0)\n fmv.x.w a2, ft0\n ecall\n");
SNIPPET(load_fd, "fld ft0, 0(a0)\n fmv.x.d a2, ft0\n ecall\n");
SNIPPET(store_h, "sh a1, 0(a0)\n ecall\n");
SNIPPET(store_w, "sw a1, 0(a0)\n ecall\n");
SNIPPET(store_d, "sd a1, 0(a0)\n ecall\n");
SNIPPET(store_fd, "fmv.d.x ft0, a1\n fsd ft0, 0(a0)\n ecall\n");

struct width {
  const char *name, *code;
  int size;
  bool is_signed;
};
static const struct width loads[] = {
  {"lh", load_h, 2, true}, {"lhu", load_hu, 2, false}, {"lw", load_w, 4, true},    {"lwu", load_wu, 4, false},
  {"ld", load_d, 8, true}, {"flw", load_fw, 4, true},  {"fld", load_fd, 8, false},
};
static const struct width stores[] = {{"sh", store_h, 2, false}, {"sw", store_w, 4, false}, {"sd", store_d, 8, false}, {"fsd", store_fd, 8, false}};

static uint64_t expected_load(const uint8_t *at, const struct width *width) {
  uint64_t value = 0;
  for (int i = width->size; i-- > 0;) {
    value = value << 8 | at[i];
  }
  int unused = 64 - 8 * width->size;
  return width->is_signed ? (uint64_t)((int64_t)(value << unused) >> unused) : value;
}

static void run_at(const struct width *width, enum mode mode, const uint8_t *at, uint64_t value) {
  check_case("%s in %s at 0x%lx", width->name, mode_name(mode), (uint64_t)((uintptr_t)at & 4095));
  run_code(&run, mode, width->code, (uintptr_t)at, value);
  check_true("no trap but the ecall", run.trap.cause >= CAUSE_ECALL_U && run.trap.cause <= CAUSE_ECALL_M);
}

static void fill(void) {
  for (unsigned i = 0; i < sizeof bytes; i++) {
    bytes[i] = (uint8_t)(i * 37 + (i >> 8) + 128);
  }
}

static void try_loads(enum mode mode, const uint8_t *at) {
  for (unsigned i = 0; i < sizeof loads / sizeof loads[0]; i++) {
    run_at(&loads[i], mode, at, 0);
    check_equal("value", expected_load(at, &loads[i]), run.x[REG_A2]);
  }
}

static void try_stores(enum mode mode, uint8_t *at) {
  static uint8_t before[32];
  for (unsigned i = 0; i < sizeof stores / sizeof stores[0]; i++) {
    fill();
    memcpy(before, at - 8, sizeof before);
    uint64_t value = 0x1122334455667788;
    memcpy(before + 8, &value, (size_t)stores[i].size);
    run_at(&stores[i], mode, at, value);
    check_equal("memory", 0, (uint64_t)memcmp(before, at - 8, sizeof before));
  }
}

SNIPPET(amo_w, "amoor.w a2, a1, (a0)\n ecall\n");
SNIPPET(amo_d, "amomaxu.d a2, a1, (a0)\n ecall\n");
SNIPPET(reserve_w, "lr.w a2, (a0)\n ecall\n");
SNIPPET(reserve_d, "lr.d a2, (a0)\n ecall\n");
SNIPPET(conditional_w, "sc.w a2, a1, (a0)\n ecall\n");
SNIPPET(conditional_d, "sc.d a2, a1, (a0)\n ecall\n");

static const char amo_as_load[] = "a misaligned AMO raises the load's exception";
static const char sc_fails_first[] = "a misaligned SC without a reservation fails instead of trapping";

static void refuse(const char *name, const char *code, int size, uint64_t cause) {
  for (int offset = 1; offset < size; offset++) {
    uint8_t *at = bytes + 64 + offset;
    uint8_t before = *at;
    check_case("%s at offset %lu", name, (uint64_t)offset);
    run_code(&run, MODE_S, code, (uintptr_t)at, 1);
    bool conditional = code == conditional_w || code == conditional_d;
    bool failed = conditional && run.trap.cause == CAUSE_ECALL_S;
    check_known(conditional ? sc_fails_first : amo_as_load, "cause", cause,
                conditional ? CAUSE_ECALL_S : CAUSE_LOAD_MISALIGNED, run.trap.cause);
    check_equal(failed ? "sc" : "tval", failed ? 1 : (uintptr_t)at, failed ? run.x[REG_A2] : run.trap.value);
    check_equal("memory", before, *at);
  }
}

void misaligned_check(void) {
  static const enum mode modes[] = {MODE_M, MODE_S, MODE_U};
  check_group("misaligned loads and stores");
  for (int m = 0; m < 3; m++) {
    for (int offset = 0; offset < 9; offset++) {
      fill();
      try_loads(modes[m], bytes + 64 + offset);
      try_loads(modes[m], bytes + 4096 - offset);
      try_stores(modes[m], bytes + 64 + offset);
      try_stores(modes[m], bytes + 4096 - offset);
    }
  }
  check_group("misaligned atomics");
  refuse("amoor.w", amo_w, 4, CAUSE_STORE_MISALIGNED);
  refuse("amomaxu.d", amo_d, 8, CAUSE_STORE_MISALIGNED);
  refuse("lr.w", reserve_w, 4, CAUSE_LOAD_MISALIGNED);
  refuse("lr.d", reserve_d, 8, CAUSE_LOAD_MISALIGNED);
  refuse("sc.w", conditional_w, 4, CAUSE_STORE_MISALIGNED);
  refuse("sc.d", conditional_d, 8, CAUSE_STORE_MISALIGNED);
  run_reset();
}
