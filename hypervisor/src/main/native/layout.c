/* Finds Unicorn's CPU state in its context, checks that it is laid out as hart.h says, and gives
 * access to it. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "vcpu.h"

void hart_load(vcpu *v) {
  uc_context_save(v->uc, v->context);
  /* Within a run of blocks Unicorn does not keep the pc up to date. */
  if (v->standing) v->hart->pc = v->standing_pc;
}
void hart_store(vcpu *v) { uc_context_restore(v->uc, v->context); }

static const uint64_t MAGIC = 0xabcd000000000000ull;

/* The state begins with x0…x31; nothing tells where, so look for what was written to x1…x31. */
static struct hart *find_hart(vcpu *v) {
  for (uint64_t i = 1; i < 32; i++) {
    uint64_t value = MAGIC + i;
    uc_reg_write(v->uc, UC_RISCV_REG_X0 + (int)i, &value);
  }
  hart_load(v);
  uint8_t *bytes = (uint8_t *)v->context;
  size_t size = uc_context_size(v->uc);
  for (size_t at = 0; at + sizeof(struct hart) <= size; at += 8) {
    const uint64_t *words = (const void *)(bytes + at);
    if (words[1] == MAGIC + 1 && words[31] == MAGIC + 31)
      return at + sizeof(struct hart) == size ? (void *)(bytes + at) : NULL;
  }
  return NULL;
}

/* Registers that are written by name and must then be found at their place. */
static const struct {
  int reg;
  size_t place;
  uint64_t value;
} probes[] = {
    {UC_RISCV_REG_F0, offsetof(struct hart, f), 0x1111222233334444},
    {UC_RISCV_REG_F31, offsetof(struct hart, f) + 31 * 8, 0x5555666677778888},
    {UC_RISCV_REG_MSCRATCH, offsetof(struct hart, mscratch), 0x1001},
    {UC_RISCV_REG_SSCRATCH, offsetof(struct hart, sscratch), 0x1002},
    {UC_RISCV_REG_MEPC, offsetof(struct hart, mepc), 0x1004},
    {UC_RISCV_REG_SEPC, offsetof(struct hart, sepc), 0x1006},
    {UC_RISCV_REG_MCAUSE, offsetof(struct hart, mcause), 0x1007},
    {UC_RISCV_REG_SCAUSE, offsetof(struct hart, scause), 0x1008},
    {UC_RISCV_REG_MTVAL, offsetof(struct hart, mtval), 0x1009},
    {UC_RISCV_REG_STVAL, offsetof(struct hart, stval), 0x100a},
    {UC_RISCV_REG_MTVEC, offsetof(struct hart, mtvec), 0x2000},
    {UC_RISCV_REG_STVEC, offsetof(struct hart, stvec), 0x3000},
    {UC_RISCV_REG_MEDELEG, offsetof(struct hart, medeleg), 0xb109},
    {UC_RISCV_REG_MIDELEG, offsetof(struct hart, mideleg), 0x222},
    {UC_RISCV_REG_MIE, offsetof(struct hart, mie), 0xaaa},
    {UC_RISCV_REG_MIP, offsetof(struct hart, mip), 0x20},
    {UC_RISCV_REG_MCOUNTEREN, offsetof(struct hart, mcounteren), 5},
    {UC_RISCV_REG_SCOUNTEREN, offsetof(struct hart, scounteren), 3},
    {UC_RISCV_REG_SATP, offsetof(struct hart, satp), 8ull << 60 | 0x12345},
    {UC_RISCV_REG_MSTATUS, offsetof(struct hart, mstatus), 0x1888},
    {UC_RISCV_REG_PC, offsetof(struct hart, pc), 0x12345678},
    {UC_RISCV_REG_PRIV, offsetof(struct hart, privilege), PRIVILEGE_S},
};
enum { PROBES = sizeof probes / sizeof probes[0] };

static bool probes_found(vcpu *v) {
  for (int i = 0; i < PROBES; i++) uc_reg_write(v->uc, probes[i].reg, &probes[i].value);
  hart_load(v);
  for (int i = 0; i < PROBES; i++) {
    uint64_t found;
    memcpy(&found, (const uint8_t *)v->hart + probes[i].place, sizeof found);
    if (found != probes[i].value) return false;
  }
  return true;
}

bool layout_probe(vcpu *v, char *error, uint64_t error_size) {
  struct hart initial = {0};
  hart_load(v);
  v->hart = find_hart(v);
  if (v->hart) {
    memset(v->hart->x, 0, sizeof v->hart->x);
    initial = *v->hart;
    if (probes_found(v)) {
      *v->hart = initial;
      hart_store(v);
      return true;
    }
  }
  unsigned version = uc_version(NULL, NULL);
  snprintf(error, error_size,
           "Unicorn %u.%u.%u: expected the CPU state of 2.1.4, found another layout",
           version >> 24 & 0xff, version >> 16 & 0xff, version >> 8 & 0xff);
  return false;
}
