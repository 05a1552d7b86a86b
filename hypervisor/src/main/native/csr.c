/*
 * The CSRs that this machine keeps by itself: Unicorn lacks them, or does not do with them what the
 * privileged architecture says.
 */
#include "vcpu.h"

enum {
  CSR_SSTATUS = 0x100,
  CSR_SIE = 0x104,
  CSR_SEPC = 0x141,
  CSR_SIP = 0x144,
  CSR_MSTATUS = 0x300,
  CSR_MIDELEG = 0x303,
  CSR_MIE = 0x304,
  CSR_MCOUNTINHIBIT = 0x320,
  CSR_MHPMEVENT3 = 0x323,
  CSR_MHPMEVENT31 = 0x33f,
  CSR_MEPC = 0x341,
  CSR_MIP = 0x344,
  CSR_TSELECT = 0x7a0,
  CSR_TDATA3 = 0x7a3,
  CSR_TINFO = 0x7a4,
  CSR_MCYCLE = 0xb00,
  CSR_MINSTRET = 0xb02,
  CSR_MHPMCOUNTER3 = 0xb03,
  CSR_MHPMCOUNTER31 = 0xb1f,
  CSR_CYCLE = 0xc00,
  CSR_INSTRET = 0xc02
};

enum {
  SUPERVISOR_INTERRUPTS = 1 << 1 | 1 << 5 | 1 << 9,
  INTERRUPTS = SUPERVISOR_INTERRUPTS | 1 << 3 | 1 << 7 | 1 << 11,
  SSIP = 1 << 1,
  SEIP = 1 << 9
};

static const uint64_t MSTATUS_WRITABLE =
    MSTATUS_SIE | MSTATUS_MIE | MSTATUS_SPIE | MSTATUS_MPIE | MSTATUS_SPP | MSTATUS_MPP |
    MSTATUS_FS | MSTATUS_MPRV | MSTATUS_SUM | MSTATUS_MXR | MSTATUS_TVM | MSTATUS_TW | MSTATUS_TSR;
static const uint64_t MSTATUS_SD = 1ull << 63, SSTATUS_UXL_64 = 2ull << 32;
/* Where Unicorn has two of the bits. */
static const uint64_t UNICORN_TW = 1 << 29, UNICORN_TSR = 1 << 30;

static uint64_t with_dirt(uint64_t status) {
  bool dirty = (status & MSTATUS_FS) == MSTATUS_FS;
  return dirty ? status | MSTATUS_SD : status & ~MSTATUS_SD;
}

uint64_t csr_mstatus(const struct hart *hart) {
  uint64_t status = with_dirt(hart->mstatus & ~(UNICORN_TW | UNICORN_TSR));
  if (hart->mstatus & UNICORN_TW) status |= MSTATUS_TW;
  if (hart->mstatus & UNICORN_TSR) status |= MSTATUS_TSR;
  return status;
}

void csr_set_mstatus(struct hart *hart, uint64_t status) {
  hart->mstatus = status & ~(uint64_t)(MSTATUS_TW | MSTATUS_TSR);
  if (status & MSTATUS_TW) hart->mstatus |= UNICORN_TW;
  if (status & MSTATUS_TSR) hart->mstatus |= UNICORN_TSR;
}

static uint64_t read_mstatus(const vcpu *v, uint32_t csr) {
  (void)csr;
  return csr_mstatus(v->hart);
}

/* Of these depends what the entries of Unicorn's TLB allow. */
static uint64_t translation_bits(uint64_t status) {
  uint64_t bits = status & (MSTATUS_MPRV | MSTATUS_SUM | MSTATUS_MXR);
  return status & MSTATUS_MPRV ? bits | (status & MSTATUS_MPP) : bits;
}

static void write_mstatus(vcpu *v, uint32_t csr, uint64_t value) {
  (void)csr;
  uint64_t old = csr_mstatus(v->hart);
  uint64_t status = (old & ~MSTATUS_WRITABLE) | (value & MSTATUS_WRITABLE);
  /* There is no mode 2. */
  if ((status & MSTATUS_MPP) == 2 << 11)
    status = (status & ~(uint64_t)MSTATUS_MPP) | (old & MSTATUS_MPP);
  csr_set_mstatus(v->hart, with_dirt(status));
  if (translation_bits(status) != translation_bits(old)) uc_ctl_flush_tlb(v->uc);
}

static uint64_t read_mideleg(const vcpu *v, uint32_t csr) {
  (void)csr;
  return v->hart->mideleg;
}

static void write_mideleg(vcpu *v, uint32_t csr, uint64_t value) {
  (void)csr;
  v->hart->mideleg = value & SUPERVISOR_INTERRUPTS;
  interrupts_arrange(v);
}

static uint64_t seen(const vcpu *v, uint32_t csr) {
  return csr == CSR_SIE || csr == CSR_SIP ? v->hart->mideleg : INTERRUPTS;
}

static uint64_t read_mie(const vcpu *v, uint32_t csr) { return v->mie & seen(v, csr); }

static void write_mie(vcpu *v, uint32_t csr, uint64_t value) {
  v->mie = (v->mie & ~seen(v, csr)) | (value & seen(v, csr) & INTERRUPTS);
  interrupts_arrange(v);
}

static uint64_t read_mip(const vcpu *v, uint32_t csr) { return v->hart->mip & seen(v, csr); }

static void write_mip(vcpu *v, uint32_t csr, uint64_t value) {
  uint64_t writable = csr == CSR_SIP ? SSIP & v->hart->mideleg : SUPERVISOR_INTERRUPTS;
  uint64_t mip = (v->hart->mip & ~writable) | (value & writable);
  v->hart->mip = mip | (v->lines & SEIP); /* which software cannot take away */
  v->mip_written = true;
  interrupts_arrange(v);
}

static uint64_t counter_offset(const vcpu *v, uint32_t csr) {
  return csr == CSR_MCYCLE || csr == CSR_CYCLE ? v->cycle_offset : v->instret_offset;
}

static uint64_t read_cycle(const vcpu *v, uint32_t csr) {
  return v->count + counter_offset(v, csr);
}

/* The write itself is not counted: the next instruction reads what was written. */
static void write_cycle(vcpu *v, uint32_t csr, uint64_t value) {
  *(csr == CSR_MCYCLE ? &v->cycle_offset : &v->instret_offset) = value - (v->count + 1);
}

static uint64_t read_zero(const vcpu *v, uint32_t csr) {
  (void)v, (void)csr;
  return 0;
}

/* Debug specification, tinfo: no trigger at this tselect. */
static uint64_t read_one(const vcpu *v, uint32_t csr) {
  (void)v, (void)csr;
  return 1;
}

static void ignore(vcpu *v, uint32_t csr, uint64_t value) { (void)v, (void)csr, (void)value; }

static const struct csr registers[] = {
    {CSR_SIE, CSR_SIE, true, read_mie, write_mie},
    {CSR_SIP, CSR_SIP, true, read_mip, write_mip},
    {CSR_MSTATUS, CSR_MSTATUS, true, read_mstatus, write_mstatus},
    {CSR_MIDELEG, CSR_MIDELEG, true, read_mideleg, write_mideleg},
    {CSR_MIE, CSR_MIE, true, read_mie, write_mie},
    /* Unicorn has mcounteren there. */
    {CSR_MCOUNTINHIBIT, CSR_MCOUNTINHIBIT, true, read_zero, ignore},
    {CSR_MHPMEVENT3, CSR_MHPMEVENT31, false, read_zero, ignore},
    {CSR_MIP, CSR_MIP, true, read_mip, write_mip},
    {CSR_TSELECT, CSR_TDATA3, false, read_zero, ignore},
    {CSR_TINFO, CSR_TINFO, false, read_one, ignore},
    {CSR_MCYCLE, CSR_MCYCLE, true, read_cycle, write_cycle},
    {CSR_MINSTRET, CSR_MINSTRET, true, read_cycle, write_cycle},
    {CSR_MHPMCOUNTER3, CSR_MHPMCOUNTER31, false, read_zero, ignore},
};
enum { REGISTERS = sizeof registers / sizeof registers[0] };

const struct csr *csr_find(uint32_t address) {
  for (int i = 0; i < REGISTERS; i++)
    if (address >= registers[i].first && address <= registers[i].last) return &registers[i];
  return NULL;
}

uint64_t csr_amended(const vcpu *v, uint32_t csr, uint64_t value) {
  switch (csr) {
    case CSR_CYCLE:
    case CSR_INSTRET: return v->count - 1 + counter_offset(v, csr); /* it does not count itself */
    case CSR_SSTATUS: return with_dirt(value) | SSTATUS_UXL_64;
    case CSR_SEPC:
    case CSR_MEPC: return value & ~1ull;
    default: return value;
  }
}

bool csr_counter_enabled(const struct hart *hart, uint32_t csr) {
  uint32_t bit = csr & 31;
  if (hart->privilege < PRIVILEGE_M && !(hart->mcounteren >> bit & 1)) return false;
  return hart->privilege != PRIVILEGE_U || (hart->scounteren >> bit & 1);
}

bool csr_decode(uint32_t word, struct csr_access *access) {
  enum { OPCODE_SYSTEM = 0x73, NOT_CSR = 0 };
  access->csr = word >> 20;
  access->rd = (word >> 7) & 31;
  access->operation = (word >> 12) & 3;
  access->immediate = word >> 14 & 1;
  access->source = (word >> 15) & 31;
  return (word & 0x7f) == OPCODE_SYSTEM && access->operation != NOT_CSR;
}

enum csr_kind csr_kind(uint32_t word) {
  struct csr_access access;
  if (!csr_decode(word, &access)) return CSR_PLAIN;
  if (access.csr == CSR_CYCLE || access.csr == CSR_INSTRET)
    return csr_writes(&access) ? CSR_PLAIN : CSR_COUNTER;
  if (access.csr == CSR_SSTATUS || access.csr == CSR_SEPC || access.csr == CSR_MEPC)
    return access.rd ? CSR_AMENDED : CSR_PLAIN;
  const struct csr *csr = csr_find(access.csr);
  return csr && csr->covert ? CSR_COVERT : CSR_PLAIN;
}
