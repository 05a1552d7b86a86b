/* Instructions that this machine has and Unicorn takes for illegal: rdtime, and the seed CSR. */
#include "vcpu.h"

enum { OPCODE_SYSTEM = 0x73, CSR_SEED = 0x015, CSR_TIME = 0xc01, COUNTER_TIME = 1 << 1 };

struct csr_access {
  uint32_t csr, rd, operation, source;
};

static bool decode(uint32_t word, struct csr_access *access) {
  access->csr = word >> 20;
  access->rd = (word >> 7) & 31;
  access->operation = (word >> 12) & 3; /* 1 write, 2 set, 3 clear; 0 is no CSR access */
  access->source = (word >> 15) & 31;
  return (word & 0x7f) == OPCODE_SYSTEM && access->operation != 0;
}

static bool writes(const struct csr_access *access) {
  return access->operation == 1 || access->source != 0;
}

static bool may_read_time(const struct hart *hart) {
  if (hart->privilege < PRIVILEGE_M && !(hart->mcounteren & COUNTER_TIME)) return false;
  return hart->privilege != PRIVILEGE_U || (hart->scounteren & COUNTER_TIME);
}

/* Without mseccfg, the seed is for machine mode; it must be written to be read (Zkr). */
static bool may_read_seed(const struct hart *hart, const struct csr_access *access) {
  return hart->privilege == PRIVILEGE_M && writes(access);
}

enum emulated emulate(vcpu *v, uint32_t word) {
  struct csr_access access;
  uint64_t value;
  bool answered;
  if (!decode(word, &access)) return EMULATE_NOT;
  if (access.csr == CSR_TIME && !writes(&access) && may_read_time(v->hart))
    answered = answers_clock(v, v->count, &value);
  else if (access.csr == CSR_SEED && may_read_seed(v->hart, &access))
    answered = answers_seed(v, v->count, &value);
  else
    return EMULATE_NOT;
  if (!answered) return EMULATE_DIVERGED;
  if (access.rd) v->hart->x[access.rd] = value;
  return EMULATE_DONE;
}
