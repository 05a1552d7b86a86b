/*
 * Sv39 address spaces. Each has RAM at its own address for supervisor mode, the same RAM for user mode 1 GiB below, and
 * the devices for supervisor mode; the rest is for a test to map.
 */
#pragma once

#include <stdint.h>

#include "bits.h"

enum {
  PTE_V = 1 << 0,
  PTE_R = 1 << 1,
  PTE_W = 1 << 2,
  PTE_X = 1 << 3,
  PTE_U = 1 << 4,
  PTE_G = 1 << 5,
  PTE_A = 1 << 6,
  PTE_D = 1 << 7,
};
enum { PTE_RW = PTE_R | PTE_W, PTE_RX = PTE_R | PTE_X, PTE_RWX = PTE_R | PTE_W | PTE_X, PTE_AD = PTE_A | PTE_D };

#define PAGE_BYTES 4096UL
#define MEGAPAGE_BYTES (PAGE_BYTES << 9)
#define GIGAPAGE_BYTES (PAGE_BYTES << 18)

/* The address where user mode sees what lies at this one. */
#define USER_VIEW(pointer) ((uintptr_t)(pointer)-GIGAPAGE_BYTES)

/* Where tests map what they like: nothing is there before. */
#define WINDOW 0xc0000000UL

struct space {
  uint64_t *root;
  uint64_t asid;
};

/* A new one. There is room for a dozen; space_forget_all makes room again. */
void space_create(struct space *space, uint64_t asid);
void space_forget_all(void);

/* The entry for an address at a level (0: 4 KiB, 1: 2 MiB, 2: 1 GiB), its tables made on the way. */
uint64_t *space_entry(struct space *space, uint64_t virtual_address, int level);

/* Maps without a fence. */
void space_map(struct space *space, uint64_t virtual_address, const void *physical, int level, uint64_t flags);

static inline uint64_t pte_to(uintptr_t physical, uint64_t flags) {
  return physical >> 12 << 10 | flags | PTE_V;
}

uint64_t space_satp(const struct space *space);

/* Makes it the hart's, and fences everything. */
void space_enter(const struct space *space);

static inline void fence_all(void) {
  __asm__ volatile("sfence.vma" ::: "memory");
}

static inline void fence_page(uint64_t virtual_address) {
  __asm__ volatile("sfence.vma %0, zero" ::"r"(virtual_address) : "memory");
}

static inline void fence_space(uint64_t asid) {
  __asm__ volatile("sfence.vma zero, %0" ::"r"(asid) : "memory");
}
