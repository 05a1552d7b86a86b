/* Copying, strides of a page and more, and a chase along a chain of random hops. */
#include "hash.h"
#include "memory.h"
#include "phases.h"

uint64_t memory_copy(uint64_t repeats) {
  for (uint64_t i = 0; i < repeats; i++) {
    memcpy(second_arena, arena, ARENA_BYTES);
    second_arena[i % ARENA_BYTES] ^= 1;
    memcpy(arena, second_arena, ARENA_BYTES);
  }
  uint64_t hash;
  memcpy(&hash, arena, sizeof hash);
  return hash;
}

/* Each step lands on another page. */
uint64_t memory_strides(uint64_t repeats) {
  enum { STRIDE = 4096 + 64, STEPS = 1 << 20 };
  uint64_t hash = 0;
  for (uint64_t i = 0; i < repeats; i++) {
    uint64_t at = i % 64;
    for (int j = 0; j < STEPS; j++) {
      arena[at]++;
      hash += arena[at];
      at = (at + STRIDE) % ARENA_BYTES;
    }
  }
  return hash;
}

/* The next place is known only when this one has been read. */
uint64_t memory_chase(uint64_t repeats) {
  enum { STEPS = 1 << 20, PLACES = ARENA_BYTES / sizeof(uint64_t) };
  const uint64_t *places = (const uint64_t *)arena;
  uint64_t hash = 0;
  for (uint64_t i = 0; i < repeats * STEPS; i++) {
    hash = hash_mix(hash, places[hash % PLACES]);
  }
  return hash;
}
