/* Loads and stores through many MiB, for speed: no device, no interrupt, no clock. SCALE sets the work (Makefile). */
#include "hash.h"
#include "phases.h"
#include "print.h"

uint8_t arena[ARENA_BYTES] __attribute__((aligned(4096)));
uint8_t second_arena[ARENA_BYTES] __attribute__((aligned(4096)));

struct phase {
  const char *name;
  uint64_t (*run)(uint64_t repeats);
  uint64_t repeats; /* for SCALE = 1: 10 to 40 million instructions */
};

static const struct phase phases[] = {
    {"bytes", memory_bytes, 1},     {"halves", memory_halves, 1}, {"words", memory_words, 2},
    {"doubles", memory_doubles, 4}, {"copy", memory_copy, 4},     {"strides", memory_strides, 2},
    {"chase", memory_chase, 2},
};

int main(void) {
  uint64_t hash = 0;
  print("memory: scale %d\n", SCALE);
  for (unsigned i = 0; i < sizeof phases / sizeof phases[0]; i++) {
    uint64_t checksum = phases[i].run(phases[i].repeats * SCALE);
    print("memory: %s %016lx\n", phases[i].name, checksum);
    hash = hash_mix(hash, checksum);
  }
  print("memory: checksum %016lx\n", hash);
  return 0;
}
