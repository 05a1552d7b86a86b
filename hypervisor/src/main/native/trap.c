/*
 * Synchronous exceptions. Unicorn reports them and delivers none; interrupts it delivers by itself.
 */
#include "vcpu.h"

enum { TRAPS_UNTIL_DEAD = 4 };

/*
 * The same trap again and again without an instruction retired in between: a handler that cannot
 * even be fetched. Nothing can change that any more, and no block ever starts at which the run
 * could stop.
 */
static bool goes_round(vcpu *v, uint32_t cause, uint64_t epc, uint64_t tval) {
  struct trap_history *last = &v->trap;
  bool same = last->count == v->count && last->cause == cause && last->epc == epc &&
              last->tval == tval && last->repeats;
  uint32_t repeats = same ? last->repeats + 1 : 1;
  *last = (struct trap_history){last->total, v->count, epc, tval, cause, repeats};
  return last->repeats >= TRAPS_UNTIL_DEAD;
}

static uint64_t moved(uint64_t status, uint64_t from, uint64_t to) {
  return status & from ? status | to : status & ~to;
}

static void enter_supervisor(struct hart *hart, uint64_t cause, uint64_t epc, uint64_t tval) {
  uint64_t status = moved(hart->mstatus, MSTATUS_SIE, MSTATUS_SPIE);
  status &= ~(uint64_t)(MSTATUS_SIE | MSTATUS_SPP);
  hart->mstatus = status | (hart->privilege == PRIVILEGE_S ? MSTATUS_SPP : 0);
  hart->scause = cause;
  hart->sepc = epc;
  hart->stval = tval;
  hart->pc = hart->stvec & ~3ull;
  hart->privilege = PRIVILEGE_S;
}

static void enter_machine(struct hart *hart, uint64_t cause, uint64_t epc, uint64_t tval) {
  uint64_t status = moved(hart->mstatus, MSTATUS_MIE, MSTATUS_MPIE);
  status &= ~(uint64_t)(MSTATUS_MIE | MSTATUS_MPP);
  hart->mstatus = status | hart->privilege << 11;
  hart->mcause = cause;
  hart->mepc = epc;
  hart->mtval = tval;
  hart->pc = hart->mtvec & ~3ull;
  hart->privilege = PRIVILEGE_M;
}

/* Hart loaded; stores it. */
static void deliver(vcpu *v, uint32_t cause, uint64_t epc, uint64_t tval) {
  struct hart *hart = v->hart;
  if (goes_round(v, cause, epc, tval)) {
    hart->pc = epc;
    hart_store(v);
    vcpu_dies(v, "the guest cannot enter its trap handler: pc 0x%llx, cause %u, tval 0x%llx",
              (unsigned long long)epc, cause, (unsigned long long)tval);
    return;
  }
  bool delegated = hart->privilege != PRIVILEGE_M && (hart->medeleg >> cause & 1);
  if (v->is_firmware && !delegated) {
    hart->pc = epc;
    hart_store(v);
    vcpu_dies(v, "trap to machine mode, which holds no software: pc 0x%llx, cause %u, tval 0x%llx",
              (unsigned long long)epc, cause, (unsigned long long)tval);
    return;
  }
  (delegated ? enter_supervisor : enter_machine)(hart, cause, epc, tval);
  hart->reservation = UINT64_MAX;
  hart_store(v);
}

static bool is_page_fault(uint32_t cause) {
  return cause == CAUSE_FETCH_PAGE || cause == CAUSE_LOAD_PAGE || cause == CAUSE_STORE_PAGE;
}

static bool is_fetch_fault(uint32_t cause) {
  return cause == CAUSE_FETCH_PAGE || cause == CAUSE_FETCH_ACCESS;
}

static uint64_t data_privilege(const struct hart *hart) {
  bool borrowed = hart->privilege == PRIVILEGE_M && (hart->mstatus & MSTATUS_MPRV);
  return borrowed ? (hart->mstatus & MSTATUS_MPP) >> 11 : hart->privilege;
}

/* An atomic that loads and stores faults as a store, even where Unicorn found the load at fault. */
static bool is_read_modify_write(uint32_t word) {
  enum { OPCODE_AMO = 0x2f, LOAD_RESERVED = 2 };
  return (word & 0x7f) == OPCODE_AMO && word >> 27 != LOAD_RESERVED;
}

static uint32_t as_store(uint32_t cause) {
  switch (cause) {
    case CAUSE_LOAD_MISALIGNED: return CAUSE_STORE_MISALIGNED;
    case CAUSE_LOAD_ACCESS: return CAUSE_STORE_ACCESS;
    case CAUSE_LOAD_PAGE: return CAUSE_STORE_PAGE;
    default: return cause;
  }
}

static uint32_t as_access_fault(uint32_t cause) {
  switch (cause) {
    case CAUSE_FETCH_PAGE: return CAUSE_FETCH_ACCESS;
    case CAUSE_LOAD_PAGE: return CAUSE_LOAD_ACCESS;
    default: return CAUSE_STORE_ACCESS;
  }
}

/* The cause that the architecture wants. Page tables outside RAM are an access fault. */
static uint32_t refined(const vcpu *v, uint32_t cause, uint64_t epc) {
  bool fetching = is_fetch_fault(cause);
  uint64_t physical, privilege = fetching ? v->hart->privilege : data_privilege(v->hart);
  if (!fetching && is_read_modify_write(fetch(v, epc))) cause = as_store(cause);
  bool outside = is_page_fault(cause) &&
                 walk(v, v->hart->fault_address, privilege, &physical) == WALK_OUTSIDE;
  return outside ? as_access_fault(cause) : cause;
}

/*
 * Instructions that Unicorn would execute, and that are to be emulated, are made to trap by taking
 * the privilege away for which they ask. Nothing else in a block looks at it: translated code has
 * its mode built in.
 */
void disguise(vcpu *v) {
  if (v->hart->privilege == PRIVILEGE_U) return;
  v->disguised = true;
  v->privilege = v->hart->privilege;
  uint64_t user = PRIVILEGE_U;
  uc_reg_write(v->uc, UC_RISCV_REG_PRIV, &user);
}

static void load_undisguised(vcpu *v) {
  hart_load(v);
  if (v->disguised) v->hart->privilege = v->privilege;
  v->disguised = false;
}

/* Within a disguise a WFI traps, too; otherwise Unicorn comes back by itself. */
static bool waits(const vcpu *v, uint32_t word) {
  enum { WFI = 0x10500073 };
  uint64_t privilege = v->hart->privilege;
  bool trapped = privilege == PRIVILEGE_S && (csr_mstatus(v->hart) & MSTATUS_TW);
  return word == WFI && privilege != PRIVILEGE_U && !trapped;
}

static void retire(vcpu *v, uint64_t epc) {
  v->hart->pc = epc + 4;
  v->count++;
  v->checked++;
  if (v->mip_written)
    interrupts_notice(v);
  else
    hart_store(v);
}

static void illegal_instruction(vcpu *v, uint64_t epc) {
  uint32_t word = fetch(v, epc);
  if (waits(v, word)) {
    retire(v, epc);
    if (vcpu_must_wait(v)) stop_now(v, VMFT_WAIT_FOR_INTERRUPT);
    return;
  }
  switch (emulate(v, word)) {
    case EMULATE_DONE: retire(v, epc); break;
    case EMULATE_DIVERGED:
      v->hart->pc = epc;
      hart_store(v);
      stop_now(v, VMFT_DIVERGED);
      break;
    case EMULATE_NOT:
      if (word == 0) coherence_uncache(v, epc);
      deliver(v, CAUSE_ILLEGAL, epc, word);
      break;
  }
}

/*
 * The call retires, like every instruction that is emulated, and the run ends behind it: so the
 * count where the firmware answers names one point. Hart loaded, block left.
 */
static void firmware_call(vcpu *v, uint64_t epc) {
  v->hart->pc = epc + 4;
  v->hart->reservation = UINT64_MAX;
  v->count++;
  v->checked++;
  hart_store(v);
  stop_now(v, VMFT_FIRMWARE_CALL);
}

/*
 * Unicorn translates a whole block before it runs any of it. If the block's last instruction
 * reaches into a page that cannot be fetched, this is where it begins; otherwise `epc`, the block's
 * start.
 */
static uint64_t crossing_instruction(const vcpu *v, uint64_t epc, uint64_t tval) {
  uint64_t at = epc;
  if (tval != (epc & PAGE_MASK) + PAGE_SIZE) return epc;
  while (at + 2 < tval) {
    uint32_t word = fetch(v, at);
    if (!word) return epc;
    at += instruction_length(word);
  }
  return at + 2 == tval ? at : epc;
}

/* What comes before the instruction at fault is run first, so that the trap is precise. */
static void fetch_fault(vcpu *v, uint32_t cause, uint64_t epc, uint64_t tval) {
  uint64_t at = crossing_instruction(v, epc, tval);
  if (at == epc) {
    deliver(v, cause, epc, tval);
  } else {
    v->hart->pc = epc;
    hart_store(v);
    cut_before(v, epc, at, false);
  }
}

void trap_on_forbidden(vcpu *v, uint64_t epc) {
  v->trap.total++;
  deliver(v, CAUSE_ILLEGAL, epc, fetch(v, epc));
}

/* Unicorn has moved the pc by 4, whatever the instruction's length and the cause. */
void trap_on_exception(uc_engine *uc, uint32_t cause, void *user) {
  (void)uc;
  vcpu *v = user;
  v->trap.total++;
  if (is_fetch_fault(cause)) count_amend_csr_read(v);
  load_undisguised(v);
  uint64_t epc = v->hart->pc - 4;
  /* A fetch fault comes before the BLOCK hook; every other cause is that of a counted block. */
  if (!is_fetch_fault(cause)) {
    count_leave_block(v, epc);
    v->checked--;
  }
  if (cause == CAUSE_ILLEGAL)
    illegal_instruction(v, epc);
  else if (cause == CAUSE_ECALL && v->is_firmware && v->hart->privilege == PRIVILEGE_S)
    firmware_call(v, epc);
  else if (cause == CAUSE_ECALL)
    deliver(v, CAUSE_ECALL + (uint32_t)v->hart->privilege, epc, 0);
  else if (is_fetch_fault(cause))
    fetch_fault(v, refined(v, cause, epc), epc, v->hart->fault_address);
  else
    deliver(v, refined(v, cause, epc), epc, v->hart->fault_address);
}

/* ebreak comes here, with the pc not moved, and leaves an error behind that only a stop clears. */
bool trap_on_breakpoint(uc_engine *uc, void *user) {
  (void)uc;
  vcpu *v = user;
  v->trap.total++;
  load_undisguised(v);
  uint64_t epc = v->hart->pc;
  count_leave_block(v, epc);
  v->checked--;
  deliver(v, CAUSE_BREAKPOINT, epc, epc);
  stop_and_resume(v);
  return true;
}

/* If the access spans two pages, the address at fault is where the second one begins. */
static uint64_t data_fault_address(const vcpu *v, uint64_t epc) {
  uint64_t address = effective_address(v, fetch(v, epc)), physical;
  bool first_page = walk(v, address, data_privilege(v->hart), &physical) == WALK_OK &&
                    in_ram(v, physical);
  return first_page ? (address & PAGE_MASK) + PAGE_SIZE : address;
}

static uint64_t fetch_fault_address(const vcpu *v, uint64_t epc) {
  uint64_t physical;
  bool first_page = walk(v, epc, v->hart->privilege, &physical) == WALK_OK && in_ram(v, physical);
  return first_page ? (epc & PAGE_MASK) + PAGE_SIZE : epc;
}

/* Unicorn takes an entry's reserved bits for a part of the address, and then finds nothing there. */
static uint32_t refined_access(const vcpu *v, uint32_t cause, uint64_t address, uint64_t privilege) {
  uint64_t physical;
  if (walk(v, address, privilege, &physical) != WALK_FAULT) return cause;
  switch (cause) {
    case CAUSE_FETCH_ACCESS: return CAUSE_FETCH_PAGE;
    case CAUSE_LOAD_ACCESS: return CAUSE_LOAD_PAGE;
    default: return CAUSE_STORE_PAGE;
  }
}

/* Neither RAM nor a device: Unicorn leaves the run with the pc at the instruction. */
void trap_on_access_error(vcpu *v, uc_err error) {
  bool fetching = error == UC_ERR_FETCH_UNMAPPED || error == UC_ERR_FETCH_PROT;
  bool storing = error == UC_ERR_WRITE_UNMAPPED || error == UC_ERR_WRITE_PROT;
  v->trap.total++;
  if (fetching) count_amend_csr_read(v);
  load_undisguised(v);
  uint64_t epc = v->hart->pc;
  if (fetching) {
    uint64_t tval = fetch_fault_address(v, epc);
    uint32_t cause = refined_access(v, CAUSE_FETCH_ACCESS, tval, v->hart->privilege);
    fetch_fault(v, cause, epc, tval);
    return;
  }
  count_leave_block(v, epc);
  v->checked--;
  uint64_t tval = data_fault_address(v, epc);
  storing |= is_read_modify_write(fetch(v, epc));
  uint32_t cause = storing ? CAUSE_STORE_ACCESS : CAUSE_LOAD_ACCESS;
  deliver(v, refined_access(v, cause, tval, data_privilege(v->hart)), epc, tval);
}
