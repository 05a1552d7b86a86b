/*
 * Exact instruction counts, at the price of one table look-up a block.
 *
 * Unicorn's BLOCK hook knows a block's size in bytes, and guests mix instructions of two and four
 * bytes. The EDGE_GENERATED hook knows the number of instructions, once a translation. So a table
 * from (pc, size) to instructions is filled there and read here. It does not fire for the very
 * first block, nor can (pc, size) tell apart two address spaces; both cases ask Unicorn.
 */
#include <string.h>
#include <sys/mman.h>

#include "vcpu.h"

enum { TABLE_BITS = 20, TABLE_SIZE = 1 << TABLE_BITS, TABLE_FULL = TABLE_SIZE / 4 * 3 };
enum { PROBES = 4 /* places that the fast way looks at */ };
static const size_t TABLE_BYTES = sizeof(struct block) << TABLE_BITS;

bool count_create(vcpu *v) {
  v->blocks = map_huge(TABLE_BYTES);
  return v->blocks != NULL;
}

void count_destroy(vcpu *v) {
  if (v->blocks) munmap(v->blocks, TABLE_BYTES);
}

void count_forget(vcpu *v) {
  madvise(v->blocks, TABLE_BYTES, MADV_DONTNEED);
  v->blocks_used = 0;
  v->restart_due = false;
}

/*
 * Neighbours in memory are neighbours in the table, so that a few blocks share a cache line: a miss
 * of the cache costs more than all the rest. A block has 20 bytes, on average.
 */
static inline uint32_t place_of(uint64_t pc) {
  return (uint32_t)((pc >> 3) ^ (pc >> 22)) & (TABLE_SIZE - 1);
}

/* The block's place, or the free one where it belongs. A free place has no instructions. */
static struct block *find(vcpu *v, uint64_t pc, uint32_t size) {
  uint32_t place = place_of(pc);
  for (;; place = (place + 1) & (TABLE_SIZE - 1)) {
    struct block *block = &v->blocks[place];
    bool same = block->pc == pc && (block->key & BLOCK_SIZE_MASK) == size;
    if (same || !block->instructions) return block;
  }
}

/* The last instruction of a block; hart loaded. CSR instructions end a block. */
static uint32_t last_word(const vcpu *v, uint64_t pc, uint32_t size, uint64_t *place) {
  uint32_t word = 0;
  for (uint64_t at = pc; at < pc + size;) {
    word = fetch(v, at);
    if (!word) return 0;
    *place = at;
    at += instruction_length(word);
  }
  return word;
}

/* What a block's key says of its last instruction. */
static uint32_t ending(uint32_t word) {
  switch (csr_kind(word)) {
    case CSR_PLAIN: return 0;
    case CSR_AMENDED: return (word >> 20) << BLOCK_CSR_SHIFT | (word >> 7 & 31) << BLOCK_RD_SHIFT;
    default: return BLOCK_TO_PREPARE;
  }
}

static void remember(vcpu *v, const uc_tb *tb, uint32_t ending) {
  struct block *block = find(v, tb->pc, tb->size);
  if (!block->instructions) {
    *block = (struct block){.pc = tb->pc, .key = tb->size | ending, .instructions = tb->icount};
    if (++v->blocks_used > TABLE_FULL) {
      v->restart_due = true;
      stop_soon(v);
    }
  } else if (block->instructions != tb->icount || (block->key & BLOCK_ENDING) != ending) {
    block->key |= BLOCK_AMBIGUOUS | (ending ? BLOCK_TO_PREPARE : 0);
  }
}

void count_on_translation(uc_engine *uc, uc_tb *tb, uc_tb *previous, void *user) {
  (void)uc;
  (void)previous;
  vcpu *v = user;
  hart_load(v);
  uint64_t last;
  remember(v, tb, ending(last_word(v, tb->pc, tb->size, &last)));
  coherence_cover(v, tb->pc, tb->size);
}

/* As much of the last instruction as amending it takes: Linux reads sstatus all the time. */
static uint32_t amended_word(const struct block *block) {
  uint32_t csr = block->key >> BLOCK_CSR_SHIFT & 0xfff, rd = block->key >> BLOCK_RD_SHIFT & 31;
  return csr << 20 | rd << 7;
}

/* Once the block is done. */
static void amend_read(vcpu *v, uint32_t word) {
  v->csr_read = word;
  stop_soon(v);
}

/*
 * Prepares for the last instruction of a block, whatever it is: under the same pc and size it may
 * differ. False if the block must not begin.
 */
static bool prepare_last(vcpu *v, uint64_t pc, uint32_t size) {
  uint64_t last = pc;
  hart_load(v);
  uint32_t word = last_word(v, pc, size, &last);
  switch (csr_kind(word)) {
    case CSR_COUNTER:
      if (!csr_counter_enabled(v->hart, word >> 20)) {
        cut_before(v, pc, last, true);
        return false;
      }
      amend_read(v, word);
      return true;
    case CSR_AMENDED: amend_read(v, word); return true;
    case CSR_COVERT: disguise(v); return true;
    default: return true;
  }
}

/*
 * For blocks that are not plain: not in the table yet, ambiguous, or with an end to prepare for.
 * NULL if the block must not begin.
 */
static __attribute__((noinline)) const struct block *look_up(vcpu *v, uint64_t pc, uint32_t size) {
  const struct block *block = find(v, pc, size);
  if (block->instructions && !(block->key & BLOCK_AMBIGUOUS)) {
    if (block->key & BLOCK_TO_PREPARE) return prepare_last(v, pc, size) ? block : NULL;
    if (block->key & BLOCK_ENDING) amend_read(v, amended_word(block));
    return block;
  }
  uc_tb tb;
  if (uc_ctl_request_cache(v->uc, pc, &tb) != UC_ERR_OK || tb.size != size) {
    vcpu_dies(v, "instruction count: expected a block of %u bytes at 0x%llx, found %u", size,
              (unsigned long long)pc, tb.size);
    return &v->uncounted;
  }
  if (!block->instructions) count_on_translation(v->uc, &tb, NULL, v);
  if (block->key & BLOCK_ENDING && !prepare_last(v, pc, size)) return NULL;
  v->uncounted = (struct block){.pc = pc, .key = size, .instructions = tb.icount};
  return &v->uncounted;
}

void count_amend_csr_read(vcpu *v) {
  int rd = UC_RISCV_REG_X0 + (int)(v->csr_read >> 7 & 31);
  uint64_t value = 0;
  if (!v->csr_read) return;
  uc_reg_read(v->uc, rd, &value);
  value = csr_amended(v, v->csr_read >> 20, value);
  if (rd != UC_RISCV_REG_X0) uc_reg_write(v->uc, rd, &value);
  v->csr_read = 0;
}

/* Why the run is to stand still before this block, or RUNNING. */
static int reason_to_stand(vcpu *v) {
  if (v->diverged) return VMFT_DIVERGED;
  if (v->count < v->stop_from) return RUNNING;
  if (v->attention) return VMFT_ATTENTION;
  if (v->count >= v->limit) return VMFT_LIMIT;
  return atomic_exchange(&v->stop_requested, false) ? VMFT_REQUESTED : RUNNING;
}

/*
 * True when the block at pc must not begin. The run stands still here if there is a reason to. Only
 * the first block start with a given count will do: after a trap that retired nothing a second one
 * follows, and a count has to name one point.
 */
static __attribute__((noinline)) bool stops_here(vcpu *v, uint64_t pc) {
  count_amend_csr_read(v);
  if (v->cut.active && v->cut.begun) {
    stop_and_resume(v); /* a trap came before the place of the cut */
    return true;
  }
  v->cut.begun = true;
  bool may_stop = v->count >= v->stop_from;
  int reason = reason_to_stand(v);
  if (reason != RUNNING) {
    v->reason = reason;
    if (!suspend_before(v, pc)) return true;
    v->stop_from = v->count + 1;
  }
  if (may_stop && maintenance_due(v)) {
    stop_and_resume(v);
    return true;
  }
  arm(v);
  return false;
}

static inline void begin(vcpu *v, const struct block *block) {
  v->running = block;
  v->count += block->instructions;
}

static __attribute__((noinline)) void begin_slowly(vcpu *v, uint64_t pc, uint32_t size) {
  if (v->count >= atomic_load(&v->stop_at) && stops_here(v, pc)) return;
  const struct block *block = look_up(v, pc, size);
  if (block) begin(v, block);
}

/* The slow cases as a last call, so that the fast one saves no registers. */
__attribute__((hot, aligned(64))) void count_on_block(uc_engine *uc, uint64_t pc,
                                                      uint32_t size, void *user) {
  (void)uc;
  vcpu *v = user;
  bool stop = v->count >= atomic_load_explicit(&v->stop_at, memory_order_relaxed);
  uint32_t place = place_of(pc);
  for (uint32_t probe = 0; probe < PROBES; probe++) {
    const struct block *block = &v->blocks[(place + probe) & (TABLE_SIZE - 1)];
    if (LIKELY(block->pc == pc && block->key == size)) {
      if (UNLIKELY(stop)) break;
      begin(v, block);
      return;
    }
  }
  begin_slowly(v, pc, size);
}

void count_on_instruction(uc_engine *uc, uint64_t pc, uint32_t size, void *user) {
  (void)uc;
  (void)pc;
  (void)size;
  vcpu *v = user;
  if (v->reason == RUNNING && !v->resume) v->checked++;
}

/*
 * The block was left before the instruction at pc. If the block has just rewritten its own
 * beginning, or unmapped itself, the count is off by what cannot be read any more; it is off by the
 * same on every replica.
 */
void count_leave_block(vcpu *v, uint64_t pc) {
  v->csr_read = 0;
  if (v->hooks == VMFT_BARE) return;
  uint64_t start = block_start(v), retired = 0;
  for (uint64_t at = v->running->pc; at < pc; retired++) {
    uint32_t word = fetch(v, at);
    at += word ? instruction_length(word) : 4;
  }
  v->count = start + retired;
  v->stop_from = start + 1;
}
