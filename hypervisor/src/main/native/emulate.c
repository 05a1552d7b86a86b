/* Instructions that Unicorn takes for illegal and that this machine has. */
#include "vcpu.h"

enum { CSR_SEED = 0x015, CSR_TIME = 0xc01 };
enum { WRITE = 1, SET = 2 };

/* Without mseccfg, the seed is for machine mode; it must be written to be read (Zkr). */
static bool may_read_seed(const struct hart *hart, const struct csr_access *access) {
  return hart->privilege == PRIVILEGE_M && csr_writes(access);
}

static enum emulated answer(vcpu *v, const struct csr_access *access, bool answered,
                            uint64_t value) {
  if (!answered) return EMULATE_DIVERGED;
  if (access->rd) v->hart->x[access->rd] = value;
  return EMULATE_DONE;
}

static uint64_t combined(const struct csr_access *access, uint64_t old, uint64_t operand) {
  switch (access->operation) {
    case WRITE: return operand;
    case SET: return old | operand;
    default: return old & ~operand;
  }
}

static enum emulated access_csr(vcpu *v, const struct csr_access *access) {
  const struct csr *csr = csr_find(access->csr);
  if (!csr || v->hart->privilege < (access->csr >> 8 & 3)) return EMULATE_NOT;
  uint64_t old = csr->read(v, access->csr);
  uint64_t operand = access->immediate ? access->source : v->hart->x[access->source];
  if (csr_writes(access)) csr->write(v, access->csr, combined(access, old, operand));
  if (access->rd) v->hart->x[access->rd] = old;
  return EMULATE_DONE;
}

static bool is_fence_of_translations(uint32_t word) { return (word & 0xfe007fff) == 0x12000073; }

/* Only seen here when it fell victim to a disguise. */
static enum emulated fence_translations(vcpu *v) {
  uint64_t privilege = v->hart->privilege;
  bool trapped = privilege == PRIVILEGE_S && (v->hart->mstatus & MSTATUS_TVM);
  if (privilege == PRIVILEGE_U || trapped) return EMULATE_NOT;
  uc_ctl_flush_tlb(v->uc);
  return EMULATE_DONE;
}

enum emulated emulate(vcpu *v, uint32_t word) {
  struct csr_access access;
  uint64_t value = 0;
  if (is_fence_of_translations(word)) return fence_translations(v);
  if (!csr_decode(word, &access)) return EMULATE_NOT;
  if (access.csr == CSR_TIME) {
    if (csr_writes(&access) || !csr_counter_enabled(v->hart, CSR_TIME)) return EMULATE_NOT;
    bool answered = answers_clock(v, v->count, &value);
    return answer(v, &access, answered, value);
  }
  if (access.csr == CSR_SEED) {
    if (!may_read_seed(v->hart, &access)) return EMULATE_NOT;
    bool answered = answers_seed(v, v->count, &value);
    return answer(v, &access, answered, value);
  }
  return access_csr(v, &access);
}
