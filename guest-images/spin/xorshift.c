/* Long chains of dependent shifts: one small hot loop. */
#include "hash.h"
#include "phases.h"
#include "prng.h"

uint64_t spin_xorshift(uint64_t repeats) {
  uint64_t state = 1;
  uint64_t sum = 0;
  for (uint64_t i = 0; i < repeats; i++) {
    sum += prng_next(&state) >> 7;
  }
  return hash_mix(sum, state);
}
