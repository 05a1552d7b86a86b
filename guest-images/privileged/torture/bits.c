/*
 * Accessed and dirty bits. With a fence they come back with the next access, and only then. Cleared without a fence
 * (UNFENCED) they come back when the hart happens to walk the table again: at any time, but at the same on both replicas.
 */
#include "torture.h"

enum { CELLS = 32 };

#define FIRST (WINDOW + MEGAPAGE_BYTES)

SNIPPET(bits_load, "ld t0, 0(a0)\n ecall\n");
SNIPPET(bits_store, "sd t0, 0(a0)\n ecall\n");

static uint8_t memory[CELLS][PAGE_BYTES] __attribute__((aligned(4096)));

static struct run run;

static uint64_t address_of(uint64_t cell) {
  return FIRST + cell * PAGE_BYTES;
}

static uint64_t *entry_of(uint64_t cell) {
  return space_entry(&spaces[current_space], address_of(cell), 0);
}

void bits_start(void) {
  for (int space = 0; space < 2; space++) {
    for (uint64_t cell = 0; cell < CELLS; cell++) {
      space_map(&spaces[space], address_of(cell), memory[cell], 0, PTE_RW);
    }
  }
  fence_all();
}

static void touch(uint64_t cell, bool store) {
  run.pc = (uintptr_t)(store ? bits_store : bits_load);
  run.x[REG_A0] = address_of(cell);
  run_in(&run, MODE_S, 0);
  torture_expect("cause", CAUSE_ECALL_S, run.trap.cause);
}

void bits_round(struct mixer *mixer) {
  uint64_t choice = choose(mixer), cell = choice % CELLS, other = (choice >> 8) % CELLS;
  bool store = choice >> 16 & 1;
  if (UNFENCED) {
    *entry_of(other) &= ~(uint64_t)PTE_AD;
  }
  touch(other, store);
  for (uint64_t i = 0; i < CELLS; i++) {
    mix_live(mixer, *entry_of(i) & PTE_AD);
  }
  *entry_of(cell) &= ~(uint64_t)PTE_AD;
  fence_page(address_of(cell));
  touch(cell, store);
  torture_expect("A and D", store ? PTE_AD : PTE_A, *entry_of(cell) & PTE_AD);
}
