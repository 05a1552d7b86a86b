/* Ordinary code for interrupts to fall into: a random walk through memory, and recursion. */
#include "torture.h"

enum { WORDS = 8192, STEPS = 1500, DEPTH = 11 };

static uint64_t words[WORDS];

static void walk(struct mixer *mixer) {
  uint64_t at = choose(mixer);
  for (int i = 0; i < STEPS; i++) {
    uint64_t *word = &words[at % WORDS];
    *word = hash_mix(*word, at);
    if (*word & 1) {
      at = at * 5 + *word;
    } else {
      at ^= *word >> 3;
    }
  }
  mix_steady(mixer, at);
}

static __attribute__((noinline)) uint64_t fibonacci(uint64_t n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

void compute_round(struct mixer *mixer) {
  walk(mixer);
  mix_steady(mixer, fibonacci(DEPTH));
}
