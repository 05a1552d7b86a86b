/* Life of a vcpu: creation, and running until something stops it. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "vcpu.h"

void arm(vcpu *v) {
  bool pending = v->attention || v->diverged || v->restart_due || v->cut.active;
  uint64_t sample = v->coherence.next_sample;
  atomic_store(&v->stop_at, pending ? 0 : v->limit < sample ? v->limit : sample);
  /* After the store: a request in between would otherwise be lost. */
  if (atomic_load(&v->stop_requested)) atomic_store(&v->stop_at, 0);
}

void stop_soon(vcpu *v) { atomic_store(&v->stop_at, 0); }

void stop_now(vcpu *v, int reason) {
  if (v->reason == RUNNING) v->reason = reason;
  uc_emu_stop(v->uc);
}

void stop_and_resume(vcpu *v) {
  v->resume = true;
  uc_emu_stop(v->uc);
}

static void tell(vcpu *v, const char *format, va_list arguments) {
  if (!v->story[0]) vsnprintf(v->story, sizeof v->story, format, arguments);
}

void vcpu_dies(vcpu *v, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  tell(v, format, arguments);
  va_end(arguments);
  stop_now(v, VMFT_DEAD);
}

void vcpu_diverges(vcpu *v, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  tell(v, format, arguments);
  va_end(arguments);
  v->diverged = true;
  stop_soon(v);
}

void vcpu_revive(vcpu *v) {
  v->reason = VMFT_LIMIT;
  v->diverged = false;
  v->story[0] = 0;
  v->trap = (struct trap_history){.total = v->trap.total};
}

static uc_err add_hook(vcpu *v, int place, int type, uintptr_t callback) {
  return uc_hook_add(v->uc, &v->hook[place], type, (void *)callback, v, 1, 0);
}

static uc_err add_hooks(vcpu *v) {
  uc_err error = add_hook(v, 0, UC_HOOK_INTR, (uintptr_t)trap_on_exception);
  if (!error) error = add_hook(v, 1, UC_HOOK_INSN_INVALID, (uintptr_t)trap_on_breakpoint);
  if (v->hooks == VMFT_BARE) return error;
  if (!error) error = add_hook(v, 2, UC_HOOK_BLOCK, (uintptr_t)count_on_block);
  if (!error) error = add_hook(v, 3, UC_HOOK_EDGE_GENERATED, (uintptr_t)count_on_translation);
  if (!error && v->hooks == VMFT_CHECKED)
    error = add_hook(v, 4, UC_HOOK_CODE, (uintptr_t)count_on_instruction);
  return error;
}

static uc_err open_engine(vcpu *v, const uint64_t *windows, uint32_t window_count) {
  uc_err error = uc_open(UC_ARCH_RISCV, UC_MODE_RISCV64, &v->uc);
  /* No address ends a run; without this, address 0 would. */
  if (!error) error = uc_ctl_exits_enable(v->uc);
  if (!error) error = uc_mem_map_ptr(v->uc, v->ram_base, v->ram_size, UC_PROT_ALL, v->ram);
  if (!error) error = devices_map(v, windows, window_count);
  if (!error) error = uc_context_alloc(v->uc, &v->context);
  if (!error) error = add_hooks(v);
  return error;
}

static bool allocate(vcpu *v) {
  v->ram = map_huge(v->ram_size);
  return v->ram && count_create(v) && coherence_create(v) && suspend_create(v);
}

static bool build(vcpu *v, const uint64_t *windows, uint32_t window_count, char *error,
                  uint64_t error_size) {
  hosttime_follow(v);
  if (!hosttime_patch()) {
    snprintf(error, error_size, "Unicorn: expected an import of gettimeofday, found none");
    return false;
  }
  if (!allocate(v)) {
    snprintf(error, error_size, "memory: expected %llu MiB for the guest, found less",
             (unsigned long long)v->ram_size >> 20);
    return false;
  }
  uc_err failure = open_engine(v, windows, window_count);
  if (failure != UC_ERR_OK) {
    snprintf(error, error_size, "Unicorn: %s", uc_strerror(failure));
    return false;
  }
  if (!layout_probe(v, error, error_size)) return false;
  state_reset(v);
  return true;
}

vcpu *vmft_create(uint64_t ram_base, uint64_t ram_size, uint32_t hooks, const uint64_t *windows,
                  uint32_t window_count, vmft_mmio_read read, vmft_mmio_write write, char *error,
                  uint64_t error_size) {
  vcpu *v = calloc(1, sizeof *v);
  if (!v) {
    snprintf(error, error_size, "memory: expected room for a virtual CPU, found none");
    return NULL;
  }
  v->ram_base = ram_base;
  v->ram_size = ram_size;
  v->hooks = hooks;
  v->mmio_read = read;
  v->mmio_write = write;
  v->reason = VMFT_LIMIT;
  if (build(v, windows, window_count, error, error_size)) return v;
  vmft_destroy(v);
  return NULL;
}

void vmft_destroy(vcpu *v) {
  hosttime_follow(v);
  suspend_leave(v);
  if (v->context) uc_context_free(v->context);
  if (v->uc) uc_close(v->uc);
  hosttime_follow(NULL);
  suspend_destroy(v);
  coherence_destroy(v);
  count_destroy(v);
  /* The pages go, the addresses stay: a buffer that Java still holds must not crash it. */
  if (v->ram) madvise(v->ram, v->ram_size, MADV_DONTNEED);
  free(v->windows);
  free(v);
}

void *vmft_ram(vcpu *v) { return v->ram; }

uint64_t vmft_count(vcpu *v) { return v->in_device ? block_start(v) : v->count; }
uint64_t vmft_checked_count(vcpu *v) { return v->checked; }
const char *vmft_story(vcpu *v) { return v->story; }

void vmft_request_stop(vcpu *v) {
  atomic_store(&v->stop_requested, true);
  atomic_store(&v->stop_at, 0);
}

void vmft_stop_before_next_block(vcpu *v) {
  v->attention = true;
  stop_soon(v);
  /* Without a BLOCK hook only this is left; the access is made once more when the run goes on. */
  if (v->hooks == VMFT_BARE) stop_now(v, VMFT_ATTENTION);
}

bool maintenance_due(const vcpu *v) {
  return v->restart_due || v->count >= v->coherence.next_sample;
}

static void forget_translations(vcpu *v) {
  uc_ctl_flush_tb(v->uc);
  count_forget(v);
  coherence_forget(v);
  uc_ctl_flush_tlb(v->uc);
}

static void maintain(vcpu *v) {
  if (v->restart_due)
    forget_translations(v);
  else
    coherence_sample(v);
}

/* Puts one entry into the TLB of a mode, so that a flush does not pass it over as clean. */
static void touch_tlb(vcpu *v, uint64_t privilege) {
  struct hart saved = *v->hart;
  v->hart->privilege = privilege;
  v->hart->satp = 0;
  v->hart->pmp.active = 0;
  hart_store(v);
  uc_ctl_remove_cache(v->uc, v->ram_base, v->ram_base + 1);
  *v->hart = saved;
  hart_store(v);
}

/*
 * Beside the architectural state Unicorn keeps translations and, for each mode, a TLB whose size
 * follows the past. If the window of time that it looks at has passed at each flush, four flushes
 * bring any TLB to its least size, with nothing left of the past.
 */
void vmft_settle(vcpu *v) {
  hosttime_follow(v);
  suspend_leave(v);
  forget_translations(v);
  hart_load(v);
  for (int i = 0; i < 4; i++) {
    touch_tlb(v, PRIVILEGE_U);
    touch_tlb(v, PRIVILEGE_S);
    touch_tlb(v, PRIVILEGE_M);
    hosttime_skip(1);
    uc_ctl_flush_tlb(v->uc);
  }
}

void vmft_memory_written(vcpu *v, uint64_t address, uint64_t length) {
  hosttime_follow(v);
  coherence_written(v, address, length);
}

static bool is_access_error(uc_err error) {
  switch (error) {
    case UC_ERR_READ_UNMAPPED:
    case UC_ERR_WRITE_UNMAPPED:
    case UC_ERR_FETCH_UNMAPPED:
    case UC_ERR_READ_PROT:
    case UC_ERR_WRITE_PROT:
    case UC_ERR_FETCH_PROT: return true;
    default: return false;
  }
}

bool vcpu_must_wait(vcpu *v) {
  v->waiting = !(v->hart->mip & v->mie);
  return v->waiting;
}

/* Unicorn came back by itself: the hart stands behind a WFI, and the block went on behind it. */
static void wait_for_interrupt(vcpu *v) {
  hart_load(v);
  count_leave_block(v, v->hart->pc);
  if (v->diverged)
    v->reason = VMFT_DIVERGED;
  else if (vcpu_must_wait(v))
    v->reason = VMFT_WAIT_FOR_INTERRUPT;
}

/* A WFI before the place leaves the block there as well. */
static bool stands_at_cut(const vcpu *v) {
  enum { WFI = 0x10500073 };
  return v->hart->pc == v->cut.at && fetch(v, v->cut.at - 4) != WFI;
}

static void finish_cut(vcpu *v, uc_err error) {
  hart_load(v);
  bool there = error == UC_ERR_OK && v->reason == RUNNING && !v->resume && stands_at_cut(v);
  if (there) {
    count_leave_block(v, v->cut.at);
    if (v->cut.forbidden) trap_on_forbidden(v, v->cut.at);
    v->resume = true;
  }
  cut_end(v);
}

/* False if the block begins with the instruction: nothing is to run before it. */
static bool prepare_cut(vcpu *v, uint64_t *pc) {
  if (cut_begin(v, *pc)) return true;
  if (*pc == v->cut.at && v->cut.forbidden) {
    hart_load(v);
    trap_on_forbidden(v, *pc);
    *pc = v->hart->pc;
  }
  return false;
}

/* Runs until something ends it, and finds out what. */
static void burst(vcpu *v) {
  if (maintenance_due(v)) maintain(v);
  v->uncounted.instructions = 0;
  v->running = &v->uncounted;
  v->stop_from = v->count + 1;
  v->resume = false;
  uint64_t pc = 0;
  uc_reg_read(v->uc, UC_RISCV_REG_PC, &pc);
  bool cut = v->cut.due && prepare_cut(v, &pc);
  if (v->reason != RUNNING) return;
  arm(v);
  uc_err error = uc_emu_start(v->uc, pc, 0, 0, 0);
  if (cut) finish_cut(v, error);
  if (v->reason != RUNNING || v->resume) return;
  if (is_access_error(error))
    trap_on_access_error(v, error);
  else if (error == UC_ERR_OK)
    wait_for_interrupt(v);
  else
    vcpu_dies(v, "Unicorn: %s at pc 0x%llx", uc_strerror(error), (unsigned long long)pc);
}

void engine_loop(vcpu *v) {
  for (;;) {
    while (v->reason == RUNNING) burst(v);
    suspend_engine(v);
  }
}

uint32_t vmft_run(vcpu *v, uint64_t limit) {
  hosttime_follow(v);
  if (v->reason == VMFT_DEAD || v->reason == VMFT_DIVERGED) return (uint32_t)v->reason;
  if (v->count >= limit) return VMFT_LIMIT;
  if (atomic_exchange(&v->stop_requested, false)) return VMFT_REQUESTED;
  v->limit = limit;
  v->attention = false;
  v->waiting = false;
  v->reason = RUNNING;
  suspend_advance(v);
  return (uint32_t)v->reason;
}
