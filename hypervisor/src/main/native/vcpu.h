/* What the parts of the shim share. Everything belongs to the thread that owns the vcpu. */
#ifndef VMFT_VCPU_H
#define VMFT_VCPU_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <unicorn/unicorn.h>

#include "hart.h"
#include "vmft.h"

#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)

enum { PAGE_BITS = 12, PAGE_SIZE = 1 << PAGE_BITS };
#define PAGE_MASK (~(uint64_t)(PAGE_SIZE - 1))

/* The run goes on; otherwise an enum vmft_stop. */
#define RUNNING (-1)

/* One block whose instruction count is known; see count.c. */
struct block {
  uint64_t pc;
  uint32_t key; /* size in bytes, and what is below */
  uint32_t instructions;
};
enum {
  BLOCK_AMBIGUOUS = 1u << 31,    /* this pc and size stood for two different blocks */
  BLOCK_TO_PREPARE = 1u << 30,   /* ends in a CSR instruction to look at before it begins */
  BLOCK_SIZE_MASK = 0x1fff,      /* more than translated blocks ever have */
  BLOCK_RD_SHIFT = 13,           /* of an end that is a CSR_AMENDED: its rd, */
  BLOCK_CSR_SHIFT = 18,          /* and the address of its CSR, which is not 0 */
  BLOCK_ENDING = 0x1ffffu << BLOCK_RD_SHIFT | BLOCK_TO_PREPARE
};

struct answer {
  uint64_t kind, count, value;
};
enum { ANSWERS = 1 << 16 };
struct answer_ring {
  uint64_t head, tail; /* taken and put since the start */
  struct answer slot[ANSWERS];
};

struct answers {
  bool live;
  uint64_t ticks_at_origin;
  int64_t origin_nanos;
  uint64_t last_ticks; /* no clock read may return less */
  uint64_t device_read_count, device_read_traps; /* when a device last read the clock */
  uint32_t random_left;
  uint16_t random[128];
  struct answer_ring given, offered;
};

/* Translated code pages; see coherence.c. */
struct code_range {
  uint64_t first, last; /* page numbers within RAM */
  uc_hook hook;
};
enum { CODE_RANGES = 512 };
struct coherence {
  uint8_t *page; /* by page number: enum in coherence.c */
  uint64_t *digest;
  uint32_t ranges;
  struct code_range range[CODE_RANGES];
  uint64_t next_sample; /* count */
};

struct trap_history {
  uint64_t total; /* traps taken and instructions emulated, since creation */
  uint64_t count, epc, tval;
  uint32_t cause, repeats;
};

/* A block that is to end early; see cut.c. */
struct cut {
  uint64_t from, at; /* the block's start, and the instruction before which it ends */
  bool forbidden;    /* that instruction is to trap as illegal */
  bool due, active, begun;
};

/* What the guest wants of a device. */
struct device_access {
  bool asked, store;
  uint32_t size;
  uint64_t address, value;
};

struct window {
  vcpu *owner;
  uint64_t base;
};

struct vcpu {
  /* Touched once a block, so kept few. */
  uint64_t count;              /* instructions retired, all of the block that runs included */
  _Atomic uint64_t stop_at;    /* look closer at the first block from this count on */
  struct block *blocks;
  const struct block *running; /* the block that runs; none between bursts */

  struct block uncounted;  /* stands in for a block that has no plain place in the table */
  uint64_t stop_from;      /* the run may stop at this count or later */
  uint32_t csr_read;       /* instruction word whose result is to be set right, or 0 */
  bool disguised;          /* in user mode, in Unicorn's eyes, up to the end of the block */
  uint64_t privilege;      /* the one in truth, while disguised */
  struct cut cut;
  uint64_t limit;
  _Atomic bool stop_requested;
  bool attention;
  bool diverged;    /* seen by a device; the next BLOCK hook stops */
  bool restart_due; /* translations are to be dropped, all of them */
  int reason; /* RUNNING or enum vmft_stop */
  bool resume;  /* the burst ended for a reason of ours; start the next one */
  bool waiting; /* the hart stands behind a WFI */
  bool in_device;
  bool standing;        /* before a block, without having left Unicorn; see suspend.c */
  uint64_t standing_pc; /* that block's */
  bool leaving;         /* from there */
  struct device_access access;
  struct suspension *suspension;
  bool is_firmware; /* nothing runs in machine mode: a supervisor's ecall ends the run */

  uc_engine *uc;
  uc_context *context;
  struct hart *hart; /* inside context; valid between hart_load and hart_store */
  uint32_t hooks;
  uc_hook hook[5];

  uint64_t mie;      /* Unicorn's shows only what it may take now */
  uint64_t lines;    /* levels of the platform's interrupt lines, as bits of mip */
  bool mip_written;  /* by the guest; Unicorn has not noticed */
  uint64_t cycle_offset, instret_offset; /* from the count to what the guest reads */

  uint8_t *ram;
  uint64_t ram_base, ram_size;
  vmft_mmio_read mmio_read;
  vmft_mmio_write mmio_write;
  struct window *windows;

  uint32_t blocks_used;
  uint64_t checked; /* VMFT_CHECKED: instructions by the per-instruction hook */
  struct trap_history trap;
  struct answers answers;
  struct coherence coherence;
  char story[256];
};

/* The count at the start of the block that runs. */
static inline uint64_t block_start(const vcpu *v) { return v->count - v->running->instructions; }

static inline bool in_ram(const vcpu *v, uint64_t physical) {
  return physical - v->ram_base < v->ram_size;
}

/* vcpu.c */
void arm(vcpu *v);                  /* sets stop_at from the limit and whatever is pending */
void stop_soon(vcpu *v);            /* has the next BLOCK hook look closer */
void stop_now(vcpu *v, int reason); /* from within a hook other than MMIO */
void stop_and_resume(vcpu *v);      /* likewise; vmft_run goes on by itself */
bool vcpu_must_wait(vcpu *v); /* behind a WFI; hart loaded */
bool maintenance_due(const vcpu *v);
void vcpu_revive(vcpu *v); /* whatever ended it before is over */
void vcpu_dies(vcpu *v, const char *format, ...) __attribute__((format(printf, 2, 3)));
void vcpu_diverges(vcpu *v, const char *format, ...) __attribute__((format(printf, 2, 3)));

void engine_loop(vcpu *v);    /* never returns */

/* suspend.c */
bool suspend_create(vcpu *v);
void suspend_destroy(vcpu *v);
void suspend_advance(vcpu *v); /* until the hart stands */
/* On Unicorn's stack: the hart stands, or a device is asked. Back when the run goes on. */
void suspend_engine(vcpu *v);
/* The same in the BLOCK hook of the block at pc; false if the block must not begin. */
bool suspend_before(vcpu *v, uint64_t pc);
/* Before anything that Unicorn cannot do within a run: nothing may depend on who asks when. */
void suspend_leave(vcpu *v);

/* layout.c */
bool layout_probe(vcpu *v, char *error, uint64_t error_size);
void hart_load(vcpu *v);  /* copies the CPU state to v->hart */
void hart_store(vcpu *v); /* and back */

/* state.c */
void state_reset(vcpu *v);

/* interrupts.c */
enum { LINES = 1 << 3 | 1 << 7 | 1 << 9 | 1 << 11 }; /* bits of mip that the platform sets */
void interrupts_arrange(vcpu *v); /* after a change of mip, mie or mideleg; hart loaded */
void interrupts_notice(vcpu *v); /* after a change of hart->mip; stores the hart */

/* devices.c */
uc_err devices_map(vcpu *v, const uint64_t *windows, uint32_t count);

/* count.c */
bool count_create(vcpu *v);
void count_destroy(vcpu *v);
void count_forget(vcpu *v);
void count_on_block(uc_engine *uc, uint64_t pc, uint32_t size, void *v);
void count_on_instruction(uc_engine *uc, uint64_t pc, uint32_t size, void *v);
void count_on_translation(uc_engine *uc, uc_tb *block, uc_tb *previous, void *v);
void count_leave_block(vcpu *v, uint64_t pc); /* before the instruction at pc; hart loaded */
void count_amend_csr_read(vcpu *v);

/* memory.c */
void *map_huge(uint64_t size); /* zeroed memory, a multiple of a page; NULL without room */
enum walk { WALK_OK, WALK_FAULT, WALK_OUTSIDE };
/* As the hart translates, permissions aside; hart loaded. WALK_OUTSIDE: no page table there. */
enum walk walk(const vcpu *v, uint64_t virtual_address, uint64_t privilege, uint64_t *physical);
/* The instruction at a virtual address, 0 if it cannot be read; hart loaded. */
uint32_t fetch(const vcpu *v, uint64_t virtual_address);
static inline uint32_t instruction_length(uint32_t word) { return (word & 3) == 3 ? 4 : 2; }
/* Address that a load, store or atomic instruction accesses; hart loaded. */
uint64_t effective_address(const vcpu *v, uint32_t word);

/* trap.c */
void trap_on_exception(uc_engine *uc, uint32_t cause, void *v);
bool trap_on_breakpoint(uc_engine *uc, void *v);
void trap_on_access_error(vcpu *v, uc_err error);
void trap_on_forbidden(vcpu *v, uint64_t epc); /* an instruction that Unicorn would execute */
void disguise(vcpu *v); /* has the next access to a CSR of S or M mode trap; hart loaded */

/* emulate.c */
enum emulated { EMULATE_NOT, EMULATE_DONE, EMULATE_DIVERGED };
enum emulated emulate(vcpu *v, uint32_t word); /* hart loaded; sets registers, not pc */

/* csr.c */
struct csr_access {
  uint32_t csr, rd, operation, source; /* operation: 1 write, 2 set, 3 clear */
  bool immediate;
};
static inline bool csr_writes(const struct csr_access *access) {
  return access->operation == 1 || access->source != 0;
}
bool csr_decode(uint32_t word, struct csr_access *access); /* false if it accesses no CSR */

struct csr {
  uint16_t first, last;
  bool covert; /* Unicorn would do it by itself, and wrongly */
  uint64_t (*read)(const vcpu *v, uint32_t csr); /* hart loaded, as for write */
  void (*write)(vcpu *v, uint32_t csr, uint64_t value);
};
const struct csr *csr_find(uint32_t address); /* NULL if Unicorn keeps it */

enum csr_kind {
  CSR_PLAIN,   /* whatever Unicorn does is right */
  CSR_COUNTER, /* reads cycle or instret: answered wrongly, and answered in every mode */
  CSR_AMENDED, /* reads something that is right but for some bits */
  CSR_COVERT   /* to be emulated, although Unicorn knows it */
};
enum csr_kind csr_kind(uint32_t word);
bool csr_counter_enabled(const struct hart *hart, uint32_t csr);
/* What the instruction that has just retired should have read, and not `value`. */
uint64_t csr_amended(const vcpu *v, uint32_t csr, uint64_t value);
uint64_t csr_mstatus(const struct hart *hart); /* as the architecture has it */
void csr_set_mstatus(struct hart *hart, uint64_t status);

/* cut.c */
/* From within a hook that can stop: the block at `from` shall end before the instruction `at`. */
void cut_before(vcpu *v, uint64_t from, uint64_t at, bool forbidden);
bool cut_begin(vcpu *v, uint64_t pc); /* before a burst; whether it is one that ends early */
void cut_end(vcpu *v);                /* after it */

/* answers.c */
bool answers_clock(vcpu *v, uint64_t count, uint64_t *ticks);
bool answers_seed(vcpu *v, uint64_t count, uint64_t *bits);
void answers_forget_device_read(vcpu *v);

/* coherence.c */
bool coherence_create(vcpu *v);
void coherence_destroy(vcpu *v);
void coherence_cover(vcpu *v, uint64_t pc, uint32_t size); /* hart loaded */
void coherence_uncache(vcpu *v, uint64_t pc);
void coherence_written(vcpu *v, uint64_t address, uint64_t length);
void coherence_sample(vcpu *v);
void coherence_forget(vcpu *v);

/* hosttime.c */
bool hosttime_patch(void);
void hosttime_follow(const vcpu *v); /* on this thread, host time is now that of this vcpu */
void hosttime_skip(uint64_t seconds);

#endif
