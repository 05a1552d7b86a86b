#include "space.h"

#include "memory.h"
#include "print.h"

enum { TABLES = 48, ENTRIES = 512, LEVELS = 3 };

#define SATP_SV39 (8UL << 60)
#define RAM 0x80000000UL

static uint64_t tables[TABLES][ENTRIES] __attribute__((aligned(4096)));
static int used;

static uint64_t *new_table(void) {
  if (used == TABLES) {
    panic("page tables: expected at most %d, found more", TABLES);
  }
  memset(tables[used], 0, sizeof tables[used]);
  return tables[used++];
}

void space_forget_all(void) {
  used = 0;
}

void space_create(struct space *space, uint64_t asid) {
  space->root = new_table();
  space->asid = asid;
  space_map(space, 0, (const void *)0, 2, PTE_RW | PTE_AD);
  space_map(space, RAM, (const void *)RAM, 2, PTE_RWX | PTE_AD);
  space_map(space, USER_VIEW(RAM), (const void *)RAM, 2, PTE_RWX | PTE_U | PTE_AD);
}

uint64_t *space_entry(struct space *space, uint64_t virtual_address, int level) {
  uint64_t *table = space->root;
  for (int at = LEVELS - 1;; at--) {
    uint64_t *entry = &table[virtual_address >> (12 + 9 * at) & (ENTRIES - 1)];
    if (at == level) {
      return entry;
    }
    if (!(*entry & PTE_V)) {
      *entry = pte_to((uintptr_t)new_table(), 0);
    }
    table = (uint64_t *)(*entry >> 10 << 12);
  }
}

void space_map(struct space *space, uint64_t virtual_address, const void *physical, int level, uint64_t flags) {
  *space_entry(space, virtual_address, level) = pte_to((uintptr_t)physical, flags);
}

uint64_t space_satp(const struct space *space) {
  return SATP_SV39 | space->asid << 44 | (uintptr_t)space->root >> 12;
}

void space_enter(const struct space *space) {
  CSR_WRITE(satp, space_satp(space));
  fence_all();
}
