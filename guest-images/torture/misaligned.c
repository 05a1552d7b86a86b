/* Loads and stores at every offset, some of them across a page boundary. */
#include "torture.h"

enum { PAGE_BYTES = 4096, BYTES = 2 * PAGE_BYTES, OFFSETS = 16 };

static uint8_t bytes[BYTES] __attribute__((aligned(PAGE_BYTES)));

/* In assembly, since the compiler would take a misaligned access apart. */
#define LOAD(name, address)                                                             \
  ({                                                                                    \
    uint64_t value_;                                                                    \
    __asm__ volatile(name " %0, 0(%1)" : "=r"(value_) : "r"(address) : "memory");       \
    value_;                                                                             \
  })
#define STORE(name, address, value) \
  __asm__ volatile(name " %0, 0(%1)" ::"r"(value), "r"(address) : "memory")

static void access_at(struct mixer *mixer, uint8_t *at) {
  STORE("sd", at, choose(mixer));
  STORE("sw", at + 3, choose(mixer));
  STORE("sh", at + 1, choose(mixer));
  mix_steady(mixer, LOAD("ld", at));
  mix_steady(mixer, LOAD("lw", at + 1));
  mix_steady(mixer, LOAD("lwu", at + 2));
  mix_steady(mixer, LOAD("lh", at + 3));
  mix_steady(mixer, LOAD("lhu", at + 5));
}

void misaligned_round(struct mixer *mixer) {
  uint8_t *across = bytes + PAGE_BYTES - OFFSETS / 2;
  uint8_t *within = bytes + choose(mixer) % (PAGE_BYTES / 2);
  for (int offset = 0; offset < OFFSETS; offset++) {
    access_at(mixer, across + offset);
    access_at(mixer, within + offset);
  }
}
