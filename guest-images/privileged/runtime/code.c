#include "code.h"

#include "check.h"

uint8_t code_page[2 * PAGE_BYTES] __attribute__((aligned(4096)));
uint8_t other_page[2 * PAGE_BYTES] __attribute__((aligned(4096)));

static struct run run;

#define ECALL 0x00000073u
#define LI_A0 0x00000513u

uint32_t code_word(uint32_t value) {
  return LI_A0 | value << 20;
}

void code_put(void *where, uint32_t value) {
  volatile uint16_t *halves = where;
  uint32_t word = code_word(value);
  halves[0] = (uint16_t)word;
  halves[1] = (uint16_t)(word >> 16);
  halves[2] = (uint16_t)ECALL;
  halves[3] = (uint16_t)(ECALL >> 16);
}

uint64_t code_result(enum mode mode, uint64_t address) {
  run.pc = address;
  run.x[REG_A0] = -2UL;
  run_in(&run, mode, 0);
  uint64_t ecall = mode == MODE_M ? CAUSE_ECALL_M : mode == MODE_S ? CAUSE_ECALL_S : CAUSE_ECALL_U;
  if (run.trap.cause != ecall || run.trap.epc != address + 4) {
    return run.trap.cause | 1UL << 63;
  }
  return run.x[REG_A0];
}

SNIPPET(store_word, "sw a1, 0(a0)\n ecall\n");
SNIPPET(store_halves, "srli t0, a1, 16\n sh t0, 2(a0)\n sh a1, 0(a0)\n ecall\n");
SNIPPET(store_bytes,
        "srli t0, a1, 24\n sb t0, 3(a0)\n srli t0, a1, 16\n sb t0, 2(a0)\n srli t0, a1, 8\n sb t0, 1(a0)\n"
        "sb a1, 0(a0)\n ecall\n");
SNIPPET(store_amo, "amoswap.w t0, a1, (a0)\n ecall\n");
SNIPPET(store_conditional, "1: lr.w t0, (a0)\n sc.w t0, a1, (a0)\n bnez t0, 1b\n ecall\n");
SNIPPET(store_float, "fmv.w.x ft0, a1\n fsw ft0, 0(a0)\n ecall\n");

static const char *const codes[STORES] = {store_word, store_halves, store_bytes, store_amo, store_conditional, store_float};
static const char *const names[STORES] = {"sw", "sh", "sb", "amoswap", "sc", "fsw"};

const char *store_name(enum store store) {
  return names[store];
}

void code_store(enum store store, enum mode mode, uint64_t address, uint32_t word) {
  uintptr_t code = (uintptr_t)codes[store];
  run.pc = mode == MODE_U && CSR_READ(satp) ? USER_VIEW(code) : code;
  run.x[REG_A0] = address;
  run.x[REG_A1] = word;
  run_in(&run, mode, 0);
  uint64_t ecall = mode == MODE_M ? CAUSE_ECALL_M : mode == MODE_S ? CAUSE_ECALL_S : CAUSE_ECALL_U;
  check_equal("the store ends by its ecall", ecall, run.trap.cause);
}
