/* Steps of the 3n+1 sequence: a function call a step, and a branch that flips all the time. */
#include "hash.h"
#include "phases.h"

static __attribute__((noinline)) uint64_t step(uint64_t n) {
  if (n % 2 == 0) {
    return n / 2;
  }
  return 3 * n + 1;
}

uint64_t spin_collatz(uint64_t repeats) {
  uint64_t hash = 0;
  for (uint64_t start = 1; start <= repeats; start++) {
    uint64_t steps = 0;
    for (uint64_t n = start; n != 1; n = step(n)) {
      steps++;
    }
    hash = hash_mix(hash, steps);
  }
  return hash;
}
