/* Pure computing, for speed: no device, no interrupt, no clock. SCALE sets the amount of work (Makefile). */
#include "phases.h"

#include "hash.h"
#include "print.h"

struct phase {
  const char *name;
  uint64_t (*run)(uint64_t repeats);
  uint64_t repeats; /* for SCALE = 1: about a million instructions */
};

static const struct phase phases[] = {
    {"xorshift", spin_xorshift, 100000}, {"sha256", spin_sha256, 200}, {"sort", spin_sort, 1},
    {"matrix", spin_matrix, 1},          {"collatz", spin_collatz, 1300},
};

int main(void) {
  uint64_t hash = 0;
  print("spin: scale %d\n", SCALE);
  for (unsigned i = 0; i < sizeof phases / sizeof phases[0]; i++) {
    uint64_t checksum = phases[i].run(phases[i].repeats * SCALE);
    print("spin: %s %016lx\n", phases[i].name, checksum);
    hash = hash_mix(hash, checksum);
  }
  print("spin: checksum %016lx\n", hash);
  return 0;
}
