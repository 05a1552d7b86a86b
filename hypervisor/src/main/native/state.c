/* The state at reset, and its form for export. */
#include <stddef.h>
#include <string.h>

#include "vcpu.h"

void state_reset(vcpu *v) {
  hart_load(v);
  struct hart *hart = v->hart;
  hart->mstatus = 0xaull << 32; /* SXL, UXL: 64 bits; everything else 0 */
  hart->mip = 0;
  hart->mie = hart->mideleg = hart->medeleg = hart->satp = 0;
  v->mie = v->lines = 0;
  hart->reservation = UINT64_MAX;
  hart->privilege = PRIVILEGE_M;
  hart->pc = v->ram_base;
  answers_forget_device_read(v);
  interrupts_notice(v);
}

/* The CSRs with state of their own, and where it is kept. */
enum {
  CSR_FCSR = 0x003,
  CSR_MSTATUS = 0x300,
  CSR_MIE = 0x304,
  CSR_PMPCFG0 = 0x3a0,
  CSR_PMPADDR0 = 0x3b0,
  CSR_MCYCLE = 0xb00,
  CSR_MINSTRET = 0xb02,
  PLACE_SPECIAL = -1
};
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
    {CSR_MSTATUS, PLACE_SPECIAL},
    {0x301, offsetof(struct hart, misa)},
    {0x302, offsetof(struct hart, medeleg)},
    {0x303, offsetof(struct hart, mideleg)},
    {CSR_MIE, PLACE_SPECIAL},
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
    {CSR_MCYCLE, PLACE_SPECIAL},
    {CSR_MINSTRET, PLACE_SPECIAL},
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
  switch (csr) {
    case CSR_FCSR: return exchange_fcsr(v, NULL);
    case CSR_MSTATUS: return csr_mstatus(v->hart);
    case CSR_MIE: return v->mie;
    case CSR_MCYCLE: return v->count + v->cycle_offset;
    case CSR_MINSTRET: return v->count + v->instret_offset;
    case CSR_PMPCFG0:
    case CSR_PMPCFG0 + 2: return pmp_config_word(csr, pmp);
    default: return pmp->entry[csr - CSR_PMPADDR0].address;
  }
}

static void set_pmp_config_word(uint32_t csr, struct pmp_state *pmp, uint64_t word) {
  for (uint32_t i = 0; i < 8; i++)
    pmp->entry[(csr - CSR_PMPCFG0) * 4 + i].config = (uint8_t)(word >> 8 * i);
}

static void write_special(vcpu *v, uint32_t csr, uint64_t value) {
  struct pmp_state *pmp = &v->hart->pmp;
  switch (csr) {
    case CSR_FCSR: exchange_fcsr(v, &value); break;
    case CSR_MSTATUS: csr_set_mstatus(v->hart, value); break;
    case CSR_MIE: v->mie = value; break;
    case CSR_MCYCLE: v->cycle_offset = value - v->count; break;
    case CSR_MINSTRET: v->instret_offset = value - v->count; break;
    case CSR_PMPCFG0:
    case CSR_PMPCFG0 + 2: set_pmp_config_word(csr, pmp, value); break;
    default: pmp->entry[csr - CSR_PMPADDR0].address = value; break;
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
  suspend_leave(v);
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
  v->lines = hart->mip & LINES;
  interrupts_arrange(v);
  interrupts_notice(v);
  answers_forget_device_read(v);
  vcpu_revive(v);
  vmft_settle(v);
}
