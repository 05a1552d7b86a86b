/*
 * Keeps translated code in step with memory.
 *
 * Unicorn notices a store to translated code only through the virtual address that the code was
 * translated at. A FETCH_UNMAPPED hook that covers a physical page of RAM never fires, but it makes
 * Unicorn check every store to that page whatever address it comes through. So each page that holds
 * translated code gets covered. A covered page that is no longer code makes its stores slow, so now
 * and then those whose content has changed are let go.
 *
 * All this is a function of what the guest did, at exact counts: the guest can see a flush of the
 * TLB in its page tables' accessed bits, so it has to happen at the same place in every replica.
 */
#include <stdlib.h>
#include <string.h>

#include "vcpu.h"

enum page_state { PAGE_PLAIN, PAGE_CODE, PAGE_REUSED /* was code, then written */ };
enum { GAP = 64 /* pages that two ranges may be apart and still become one */ };
static const uint64_t SAMPLE_INTERVAL = 50000000; /* instructions */

bool coherence_create(vcpu *v) {
  struct coherence *c = &v->coherence;
  c->page = calloc(v->ram_size >> PAGE_BITS, sizeof *c->page);
  c->digest = calloc(v->ram_size >> PAGE_BITS, sizeof *c->digest);
  c->next_sample = SAMPLE_INTERVAL;
  return c->page && c->digest;
}

void coherence_destroy(vcpu *v) {
  free(v->coherence.page);
  free(v->coherence.digest);
}

static bool never_called(uc_engine *uc, uc_mem_type type, uint64_t address, int size, int64_t value,
                         void *user) {
  (void)uc, (void)type, (void)address, (void)size, (void)value, (void)user;
  return false;
}

static uint64_t page_digest(const vcpu *v, uint64_t page) {
  const uint8_t *bytes = v->ram + (page << PAGE_BITS);
  uint64_t digest = 0;
  for (int i = 0; i < PAGE_SIZE; i += 8) {
    uint64_t word;
    memcpy(&word, bytes + i, sizeof word);
    digest = (digest ^ word) * 0x9e3779b97f4a7c15ull;
    digest ^= digest >> 32;
  }
  return digest;
}

static void digest_pages(vcpu *v, uint64_t first, uint64_t last) {
  for (uint64_t page = first; page <= last; page++)
    v->coherence.digest[page] = page_digest(v, page);
}

static void add_range(vcpu *v, uint64_t first, uint64_t last) {
  struct coherence *c = &v->coherence;
  struct code_range *range = &c->range[c->ranges];
  range->first = first;
  range->last = last;
  uint64_t from = v->ram_base + (first << PAGE_BITS);
  uint64_t to = v->ram_base + (last << PAGE_BITS) + PAGE_SIZE - 1;
  uc_err error = uc_hook_add(v->uc, &range->hook, UC_HOOK_MEM_FETCH_UNMAPPED,
                             (void *)(uintptr_t)never_called, v, from, to);
  if (error != UC_ERR_OK) vcpu_dies(v, "covering code pages: %s", uc_strerror(error));
  if (++c->ranges == CODE_RANGES - 2) {
    v->restart_due = true; /* a sample may still split one range in two */
    stop_soon(v);
  }
}

static void remove_range(vcpu *v, uint32_t index) {
  struct coherence *c = &v->coherence;
  uc_hook_del(v->uc, c->range[index].hook);
  c->range[index] = c->range[--c->ranges];
}

static bool covered(const struct coherence *c, uint64_t page) {
  for (uint32_t i = 0; i < c->ranges; i++)
    if (page >= c->range[i].first && page <= c->range[i].last) return true;
  return false;
}

/* Whether no page strictly between the two is known to be written again and again. */
static bool may_bridge(const struct coherence *c, uint64_t first, uint64_t last) {
  if (last - first > GAP) return false;
  for (uint64_t page = first + 1; page < last; page++)
    if (c->page[page] == PAGE_REUSED) return false;
  return true;
}

/* Adds a range for the page, joined with those near it. */
static void add_joined(vcpu *v, uint64_t page) {
  struct coherence *c = &v->coherence;
  uint64_t first = page, last = page;
  for (uint32_t i = 0; i < c->ranges;) {
    const struct code_range *near = &c->range[i];
    if (near->last < first && may_bridge(c, near->last, first)) {
      digest_pages(v, near->last + 1, first - 1);
      first = near->first;
    } else if (near->first > last && may_bridge(c, last, near->first)) {
      digest_pages(v, last + 1, near->first - 1);
      last = near->last;
    } else {
      i++;
      continue;
    }
    remove_range(v, i);
  }
  add_range(v, first, last);
}

/* True if stores through an entry that is in the TLB already would still go unseen. */
static bool cover_page(vcpu *v, uint64_t page) {
  struct coherence *c = &v->coherence;
  if (c->page[page] == PAGE_CODE) return false;
  c->page[page] = PAGE_CODE;
  c->digest[page] = page_digest(v, page);
  if (covered(c, page)) return false;
  add_joined(v, page);
  return true;
}

void coherence_cover(vcpu *v, uint64_t pc, uint32_t size) {
  bool flush = false;
  uint64_t end = pc + (size ? size : 2); /* 16 zero bits count as nothing */
  for (uint64_t at = pc & PAGE_MASK; at < end; at += PAGE_SIZE) {
    uint64_t physical;
    if (walk(v, at, v->hart->privilege, &physical) == WALK_OK && in_ram(v, physical))
      flush |= cover_page(v, (physical - v->ram_base) >> PAGE_BITS);
  }
  if (flush) uc_ctl_flush_tlb(v->uc);
}

/* Unicorn takes a virtual address; in machine mode that is the physical one. */
static void drop_translations(vcpu *v, uint64_t address, uint64_t length) {
  suspend_leave(v);
  hart_load(v);
  struct hart saved = *v->hart;
  v->hart->privilege = PRIVILEGE_M;
  v->hart->mstatus &= ~(uint64_t)MSTATUS_MPRV;
  hart_store(v);
  uc_ctl_remove_cache(v->uc, address, address + length);
  *v->hart = saved;
  hart_store(v);
}

void coherence_written(vcpu *v, uint64_t address, uint64_t length) {
  if (!length || !in_ram(v, address) || length > v->ram_size - (address - v->ram_base)) return;
  uint64_t first = (address - v->ram_base) >> PAGE_BITS;
  uint64_t last = (address + length - 1 - v->ram_base) >> PAGE_BITS;
  for (uint64_t page = first; page <= last; page++)
    if (v->coherence.page[page] == PAGE_CODE)
      drop_translations(v, v->ram_base + (page << PAGE_BITS), PAGE_SIZE);
}

/*
 * Unicorn takes 16 zero bits for an instruction of no length, so a store that puts a real one there
 * would go unseen. Called when the zeros at a virtual address have trapped; hart loaded.
 */
void coherence_uncache(vcpu *v, uint64_t pc) {
  uint64_t physical;
  if (walk(v, pc, v->hart->privilege, &physical) == WALK_OK && in_ram(v, physical))
    drop_translations(v, physical & PAGE_MASK, PAGE_SIZE);
}

/* Takes one page out of a range, and the pages next to it that only bridged a gap. */
static void split_range(vcpu *v, uint32_t index, uint64_t page) {
  struct coherence *c = &v->coherence;
  struct code_range old = c->range[index];
  remove_range(v, index);
  uint64_t left = page, right = page + 1;
  while (left > old.first && c->page[left - 1] != PAGE_CODE) left--;
  while (right <= old.last && c->page[right] != PAGE_CODE) right++;
  if (left > old.first) add_range(v, old.first, left - 1);
  if (right <= old.last) add_range(v, right, old.last);
}

/* The first page of the range whose content is not what it was, or last + 1. */
static uint64_t changed_page(const vcpu *v, const struct code_range *range) {
  uint64_t page = range->first;
  while (page <= range->last && v->coherence.digest[page] == page_digest(v, page)) page++;
  return page;
}

void coherence_sample(vcpu *v) {
  struct coherence *c = &v->coherence;
  for (uint32_t i = 0; i < c->ranges && c->ranges < CODE_RANGES - 2;) {
    uint64_t page = changed_page(v, &c->range[i]);
    if (page > c->range[i].last) {
      i++;
      continue;
    }
    if (c->page[page] == PAGE_CODE)
      drop_translations(v, v->ram_base + (page << PAGE_BITS), PAGE_SIZE);
    c->page[page] = PAGE_REUSED;
    split_range(v, i, page);
  }
  c->next_sample = (v->count / SAMPLE_INTERVAL + 1) * SAMPLE_INTERVAL;
}

/* All translations are gone: nothing needs covering. */
void coherence_forget(vcpu *v) {
  struct coherence *c = &v->coherence;
  while (c->ranges) remove_range(v, c->ranges - 1);
  memset(c->page, PAGE_PLAIN, v->ram_size >> PAGE_BITS);
  c->next_sample = (v->count / SAMPLE_INTERVAL + 1) * SAMPLE_INTERVAL;
}
