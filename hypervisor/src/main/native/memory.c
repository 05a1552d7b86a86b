/* The guest's memory as the hart sees it: page tables, instruction words, effective addresses. */
#include <string.h>
#include <sys/mman.h>

#include "vcpu.h"

/* Aligned to a huge page, and made of them where the host has some: a miss of its TLB is dear. */
void *map_huge(uint64_t size) {
  const uintptr_t huge = 2 << 20;
  uint8_t *mapping = mmap(NULL, size + huge, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED) return NULL;
  uintptr_t before = -(uintptr_t)mapping & (huge - 1);
  if (before) munmap(mapping, before);
  munmap(mapping + before + size, huge - before);
  madvise(mapping + before, size, MADV_HUGEPAGE);
  return mapping + before;
}

enum { PTE_VALID = 1, PTE_LEAF = 0xe, PTE_PPN_SHIFT = 10, VPN_BITS = 9 };
#define PTE_RESERVED (0x3ffull << 54)
#define PPN_MASK 0xfffffffffffull

static int page_table_levels(uint64_t satp) {
  switch (satp >> 60) {
    case 8: return 3;
    case 9: return 4;
    case 10: return 5;
    default: return 0;
  }
}

enum walk walk(const vcpu *v, uint64_t virtual_address, uint64_t privilege, uint64_t *physical) {
  uint64_t satp = v->hart->satp;
  int level = privilege == PRIVILEGE_M ? 0 : page_table_levels(satp);
  *physical = virtual_address;
  if (!level) return WALK_OK;
  uint64_t table = (satp & PPN_MASK) << PAGE_BITS;
  while (level-- > 0) {
    int shift = PAGE_BITS + VPN_BITS * level;
    uint64_t address = table + ((virtual_address >> shift) & 0x1ff) * 8;
    if (!in_ram(v, address)) return WALK_OUTSIDE;
    uint64_t pte;
    memcpy(&pte, v->ram + (address - v->ram_base), sizeof pte);
    if (!(pte & PTE_VALID) || pte & PTE_RESERVED) return WALK_FAULT;
    table = ((pte >> PTE_PPN_SHIFT) & PPN_MASK) << PAGE_BITS;
    if (pte & PTE_LEAF) {
      uint64_t offset = (1ull << shift) - 1;
      *physical = (table & ~offset) | (virtual_address & offset);
      return WALK_OK;
    }
  }
  return WALK_FAULT;
}

static bool fetch_half(const vcpu *v, uint64_t virtual_address, uint16_t *half) {
  uint64_t physical;
  if (walk(v, virtual_address, v->hart->privilege, &physical) != WALK_OK) return false;
  if (!in_ram(v, physical)) return false;
  memcpy(half, v->ram + (physical - v->ram_base), sizeof *half);
  return true;
}

uint32_t fetch(const vcpu *v, uint64_t virtual_address) {
  uint16_t low, high;
  if (!fetch_half(v, virtual_address, &low)) return 0;
  if (instruction_length(low) == 2) return low;
  if (!fetch_half(v, virtual_address + 2, &high)) return 0;
  return low | (uint32_t)high << 16;
}

static uint32_t bits(uint32_t word, int from, int count) {
  return (word >> from) & ((1u << count) - 1);
}

static uint64_t effective_address_32(const struct hart *hart, uint32_t word) {
  uint64_t base = hart->x[bits(word, 15, 5)];
  switch (word & 0x7f) {
    case 0x03: /* LOAD, LOAD-FP */
    case 0x07: return base + (uint64_t)((int32_t)word >> 20);
    case 0x23: /* STORE, STORE-FP */
    case 0x27: return base + (uint64_t)(((int32_t)word >> 25) * 32 + (int32_t)bits(word, 7, 5));
    default: return base; /* AMO, LR, SC */
  }
}

static uint64_t effective_address_16(const struct hart *hart, uint32_t word) {
  uint64_t base = hart->x[8 + bits(word, 7, 3)];
  uint64_t sp = hart->x[2];
  uint32_t offset_53 = bits(word, 10, 3) << 3;
  switch (word & 0xe003) {
    case 0x4000: /* C.LW, C.SW */
    case 0xc000: return base + (offset_53 | bits(word, 6, 1) << 2 | bits(word, 5, 1) << 6);
    case 0x2000: /* C.FLD, C.LD, C.FSD, C.SD */
    case 0x6000:
    case 0xa000:
    case 0xe000: return base + (offset_53 | bits(word, 5, 2) << 6);
    case 0x4002: /* C.LWSP */
      return sp + (bits(word, 4, 3) << 2 | bits(word, 12, 1) << 5 | bits(word, 2, 2) << 6);
    case 0x2002: /* C.FLDSP, C.LDSP */
    case 0x6002:
      return sp + (bits(word, 5, 2) << 3 | bits(word, 12, 1) << 5 | bits(word, 2, 3) << 6);
    case 0xc002: /* C.SWSP */ return sp + (bits(word, 9, 4) << 2 | bits(word, 7, 2) << 6);
    case 0xa002: /* C.FSDSP, C.SDSP */
    case 0xe002: return sp + (bits(word, 10, 3) << 3 | bits(word, 7, 3) << 6);
    default: return 0;
  }
}

uint64_t effective_address(const vcpu *v, uint32_t word) {
  return instruction_length(word) == 4 ? effective_address_32(v->hart, word)
                                       : effective_address_16(v->hart, word);
}
