/*
 * The shim between Java and Unicorn: everything that happens once a block, a trap or a clock read.
 *
 * Java calls these functions through JNA. One thread owns a vcpu and makes all calls, except
 * vmft_request_stop. What each call means is written at vmft.engine.CpuEngine; here stands only
 * what is particular to the crossing.
 */
#ifndef VMFT_H
#define VMFT_H

#include <stdint.h>

#define VMFT_EXPORT __attribute__((visibility("default")))

typedef struct vcpu vcpu;

/* Why vmft_run returned; the order is that of vmft.engine.StopReason. */
enum vmft_stop {
  VMFT_LIMIT,
  VMFT_REQUESTED,
  VMFT_ATTENTION,
  VMFT_WAIT_FOR_INTERRUPT,
  VMFT_DEAD,
  VMFT_DIVERGED,
  VMFT_FIRMWARE_CALL
};

/* Which hooks are installed; the order is that of vmft.engine.unicorn.Hooks. */
enum vmft_hooks {
  VMFT_BARE,     /* traps only: no counts, no limits */
  VMFT_COUNTING, /* the normal way */
  VMFT_CHECKED   /* counts each instruction a second way, to compare */
};

/* The order is that of vmft.engine.Answers.Kind. */
enum vmft_answer_kind { VMFT_CLOCK, VMFT_SEED };

typedef uint64_t (*vmft_mmio_read)(uint64_t address, uint32_t size);
typedef void (*vmft_mmio_write)(uint64_t address, uint32_t size, uint64_t value);

/*
 * Null on failure, and then one line in `error` (of `error_size` bytes). `windows` holds
 * `window_count` pairs of base and length.
 */
VMFT_EXPORT vcpu *vmft_create(uint64_t ram_base, uint64_t ram_size, uint32_t hooks,
                              const uint64_t *windows, uint32_t window_count, vmft_mmio_read read,
                              vmft_mmio_write write, char *error, uint64_t error_size);
VMFT_EXPORT void vmft_destroy(vcpu *v);

/* The mapping outlives the vcpu, so that a stray access after vmft_destroy reads zeros. */
VMFT_EXPORT void *vmft_ram(vcpu *v);

VMFT_EXPORT uint32_t vmft_run(vcpu *v, uint64_t limit);
VMFT_EXPORT void vmft_request_stop(vcpu *v);
VMFT_EXPORT void vmft_stop_before_next_block(vcpu *v);
VMFT_EXPORT uint64_t vmft_count(vcpu *v);
/* VMFT_CHECKED only: instructions retired according to the per-instruction hook. */
VMFT_EXPORT uint64_t vmft_checked_count(vcpu *v);
/* What VMFT_DEAD or VMFT_DIVERGED has to tell; one line, valid until the next call. */
VMFT_EXPORT const char *vmft_story(vcpu *v);

VMFT_EXPORT void vmft_set_interrupt_lines(vcpu *v, uint32_t mip);
VMFT_EXPORT uint32_t vmft_interrupt_pending(vcpu *v);
VMFT_EXPORT void vmft_raise_supervisor_software_interrupt(vcpu *v);

VMFT_EXPORT void vmft_be_firmware(vcpu *v);
VMFT_EXPORT void vmft_read_registers(vcpu *v, uint32_t first, uint32_t count, uint64_t *values);
VMFT_EXPORT void vmft_write_register(vcpu *v, uint32_t number, uint64_t value);
VMFT_EXPORT void vmft_fence_addresses(vcpu *v);

/* The state as words: the fixed ones of enum vmft_state_word, then the CSRs in vmft_csr order. */
enum vmft_state_word {
  VMFT_WORD_COUNT,
  VMFT_WORD_PC,
  VMFT_WORD_PRIVILEGE,
  VMFT_WORD_RESERVATION,
  VMFT_WORD_RESERVED_VALUE,
  VMFT_WORD_WAITING,
  VMFT_WORD_X,
  VMFT_WORD_F = VMFT_WORD_X + 32,
  VMFT_WORD_CSRS = VMFT_WORD_F + 32
};
VMFT_EXPORT uint32_t vmft_csr_count(void);
/* Address of the CSR that stands at this place in the exported words. */
VMFT_EXPORT uint32_t vmft_csr(uint32_t place);
VMFT_EXPORT void vmft_export(vcpu *v, uint64_t *words);
VMFT_EXPORT void vmft_import(vcpu *v, const uint64_t *words);
VMFT_EXPORT void vmft_settle(vcpu *v);
VMFT_EXPORT void vmft_memory_written(vcpu *v, uint64_t address, uint64_t length);

VMFT_EXPORT void vmft_answer_live(vcpu *v, uint64_t ticks_at_origin, int64_t origin_nanos);
VMFT_EXPORT void vmft_answer_from_log(vcpu *v);
VMFT_EXPORT uint32_t vmft_offer_answer(vcpu *v, uint32_t kind, uint64_t count, uint64_t value);
/* Writes up to `capacity` answers as triples kind, count, value; returns how many. */
VMFT_EXPORT uint32_t vmft_drain_answers(vcpu *v, uint64_t *triples, uint32_t capacity);
VMFT_EXPORT uint32_t vmft_answers_queued(vcpu *v);
VMFT_EXPORT uint64_t vmft_read_clock(vcpu *v);

#endif
