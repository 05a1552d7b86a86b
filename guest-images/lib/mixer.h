/* Two rolling hashes of a torture test, and its choices. */
#pragma once

#include <stdint.h>

#include "hash.h"
#include "prng.h"

struct mixer {
  uint64_t steady; /* depends on the program alone: the same on every machine */
  uint64_t live;   /* depends on times, interrupts and random numbers as well: the same on both replicas */
  uint64_t random; /* pseudo-random, for choices that depend on the program alone */
};

static inline void mix_steady(struct mixer *mixer, uint64_t value) {
  mixer->steady = hash_mix(mixer->steady, value);
}

static inline void mix_live(struct mixer *mixer, uint64_t value) {
  mixer->live = hash_mix(mixer->live, value);
}

static inline uint64_t choose(struct mixer *mixer) {
  return prng_next(&mixer->random);
}
