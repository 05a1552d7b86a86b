/* Access to the CPU state through Unicorn's context, and its form for export. */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "vcpu.h"

void hart_load(vcpu *v) { uc_context_save(v->uc, v->context); }
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

bool state_probe(vcpu *v, char *error, uint64_t error_size) {
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

/* Interrupts that Unicorn has noted for delivery follow mip only when mip is written by name. */
static void renotice_interrupts(vcpu *v) {
  struct hart saved = *v->hart;
  v->hart->privilege = PRIVILEGE_M; /* the write is checked against it */
  hart_store(v);
  uint64_t mip = saved.mip;
  uc_reg_write(v->uc, UC_RISCV_REG_MIP, &mip);
  *v->hart = saved;
  hart_store(v);
}

void state_reset(vcpu *v) {
  hart_load(v);
  struct hart *hart = v->hart;
  hart->mstatus = 0xaull << 32; /* SXL, UXL: 64 bits; everything else 0 */
  hart->mip = 0;
  hart->mie = hart->mideleg = hart->medeleg = hart->satp = 0;
  hart->reservation = UINT64_MAX;
  hart->privilege = PRIVILEGE_M;
  hart->pc = v->ram_base;
  answers_forget_device_read(v);
  renotice_interrupts(v);
}

enum { LINES = 1 << 3 | 1 << 7 | 1 << 9 | 1 << 11 };

void vmft_set_interrupt_lines(vcpu *v, uint32_t lines) {
  hart_load(v);
  uint64_t mip = (v->hart->mip & ~(uint64_t)LINES) | (lines & LINES);
  if (mip == v->hart->mip) return;
  v->hart->mip = mip;
  renotice_interrupts(v);
}

uint32_t vmft_interrupt_pending(vcpu *v) {
  hart_load(v);
  return (v->hart->mip & v->hart->mie) != 0;
}

/* The CSRs with state of their own, and where it is kept. */
enum { CSR_FCSR = 0x003, CSR_PMPCFG0 = 0x3a0, CSR_PMPADDR0 = 0x3b0, PLACE_SPECIAL = -1 };
static const struct {
  uint16_t csr;
  int16_t place;
} csrs[] = {
    {CSR_FCSR, PLACE_SPECIAL},
    {0x105, offsetof(struct hart, stvec)},
    {0x106, offsetof(struct hart, scounteren)},
    {0x140, offsetof(struct hart, sscratch)},
    {0x141, offsetof(struct hart, sepc)},
    {0x142, offsetof(struct hart, scause)},
    {0x143, offsetof(struct hart, stval)},
    {0x180, offsetof(struct hart, satp)},
    {0x300, offsetof(struct hart, mstatus)},
    {0x301, offsetof(struct hart, misa)},
    {0x302, offsetof(struct hart, medeleg)},
    {0x303, offsetof(struct hart, mideleg)},
    {0x304, offsetof(struct hart, mie)},
    {0x305, offsetof(struct hart, mtvec)},
    {0x306, offsetof(struct hart, mcounteren)},
    {0x340, offsetof(struct hart, mscratch)},
    {0x341, offsetof(struct hart, mepc)},
    {0x342, offsetof(struct hart, mcause)},
    {0x343, offsetof(struct hart, mtval)},
    {0x344, offsetof(struct hart, mip)},
    {CSR_PMPCFG0, PLACE_SPECIAL},
    {CSR_PMPCFG0 + 2, PLACE_SPECIAL},
    {CSR_PMPADDR0, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 1, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 2, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 3, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 4, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 5, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 6, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 7, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 8, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 9, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 10, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 11, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 12, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 13, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 14, PLACE_SPECIAL},
    {CSR_PMPADDR0 + 15, PLACE_SPECIAL},
};
enum { CSRS = sizeof csrs / sizeof csrs[0] };

uint32_t vmft_csr_count(void) { return CSRS; }
uint32_t vmft_csr(uint32_t place) { return csrs[place].csr; }

/* The accrued exception flags live outside the context, and are shown only while FS is on. */
static uint64_t exchange_fcsr(vcpu *v, const uint64_t *new_value) {
  struct hart saved = *v->hart;
  uint64_t fcsr = 0;
  v->hart->mstatus |= MSTATUS_FS;
  hart_store(v);
  if (new_value) {
    fcsr = *new_value;
    uc_reg_write(v->uc, UC_RISCV_REG_FCSR, &fcsr);
    saved.frm = fcsr >> 5 & 7;
  } else {
    uc_reg_read(v->uc, UC_RISCV_REG_FCSR, &fcsr);
  }
  *v->hart = saved;
  hart_store(v);
  return fcsr;
}

static uint64_t pmp_config_word(uint32_t csr, const struct pmp_state *pmp) {
  uint64_t word = 0;
  for (uint32_t i = 0; i < 8; i++)
    word |= (uint64_t)pmp->entry[(csr - CSR_PMPCFG0) * 4 + i].config << 8 * i;
  return word;
}

static uint64_t read_special(vcpu *v, uint32_t csr) {
  const struct pmp_state *pmp = &v->hart->pmp;
  if (csr == CSR_FCSR) return exchange_fcsr(v, NULL);
  if (csr >= CSR_PMPADDR0) return pmp->entry[csr - CSR_PMPADDR0].address;
  return pmp_config_word(csr, pmp);
}

static void write_special(vcpu *v, uint32_t csr, uint64_t value) {
  struct pmp_state *pmp = &v->hart->pmp;
  if (csr == CSR_FCSR) {
    exchange_fcsr(v, &value);
  } else if (csr >= CSR_PMPADDR0) {
    pmp->entry[csr - CSR_PMPADDR0].address = value;
  } else {
    for (uint32_t i = 0; i < 8; i++)
      pmp->entry[(csr - CSR_PMPCFG0) * 4 + i].config = (uint8_t)(value >> 8 * i);
  }
}

void vmft_export(vcpu *v, uint64_t *words) {
  hart_load(v);
  const struct hart *hart = v->hart;
  words[VMFT_WORD_COUNT] = v->count;
  words[VMFT_WORD_PC] = hart->pc;
  words[VMFT_WORD_PRIVILEGE] = hart->privilege;
  words[VMFT_WORD_RESERVATION] = hart->reservation;
  words[VMFT_WORD_RESERVED_VALUE] = hart->reserved_value;
  words[VMFT_WORD_WAITING] = v->waiting;
  memcpy(words + VMFT_WORD_X, hart->x, sizeof hart->x);
  memcpy(words + VMFT_WORD_F, hart->f, sizeof hart->f);
  for (uint32_t i = 0; i < CSRS; i++) {
    uint64_t *word = words + VMFT_WORD_CSRS + i;
    if (csrs[i].place == PLACE_SPECIAL)
      *word = read_special(v, csrs[i].csr);
    else
      memcpy(word, (const uint8_t *)hart + csrs[i].place, sizeof *word);
  }
}

/* Address ranges as Unicorn derives them from the registers, its slip in NA4 included. */
static void derive_pmp_ranges(struct pmp_state *pmp) {
  enum { OFF, TOR, NA4, NAPOT };
  pmp->active = 0;
  for (int i = 0; i < PMP_ENTRIES; i++) {
    uint64_t address = pmp->entry[i].address, first = 0, last = UINT64_MAX;
    int mode = pmp->entry[i].config >> 3 & 3;
    if (mode == TOR) {
      first = i ? pmp->entry[i - 1].address << 2 : 0;
      last = (address << 2) - 1;
    } else if (mode == NA4) {
      first = address << 2;
      last = address + 3;
    } else if (mode == NAPOT && address != UINT64_MAX) {
      int ones = __builtin_ctzll(~address);
      first = (address & ~((1ull << ones) - 1)) << 2;
      last = first + (1ull << (ones + 3)) - 1;
    }
    pmp->range[i].first = first;
    pmp->range[i].last = last;
    pmp->active += mode != OFF;
  }
}

void vmft_import(vcpu *v, const uint64_t *words) {
  hart_load(v);
  struct hart *hart = v->hart;
  v->count = words[VMFT_WORD_COUNT];
  v->checked = v->count;
  hart->pc = words[VMFT_WORD_PC];
  hart->privilege = words[VMFT_WORD_PRIVILEGE];
  v->waiting = words[VMFT_WORD_WAITING];
  memcpy(hart->x, words + VMFT_WORD_X, sizeof hart->x);
  memcpy(hart->f, words + VMFT_WORD_F, sizeof hart->f);
  for (uint32_t i = 0; i < CSRS; i++) {
    const uint64_t *word = words + VMFT_WORD_CSRS + i;
    if (csrs[i].place == PLACE_SPECIAL)
      write_special(v, csrs[i].csr, *word);
    else
      memcpy((uint8_t *)hart + csrs[i].place, word, sizeof *word);
  }
  derive_pmp_ranges(&hart->pmp);
  hart->reservation = words[VMFT_WORD_RESERVATION];
  hart->reserved_value = words[VMFT_WORD_RESERVED_VALUE];
  renotice_interrupts(v);
  answers_forget_device_read(v);
  vcpu_revive(v);
  vmft_settle(v);
}
