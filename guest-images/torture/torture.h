/*
 * Everything that can go wrong between two replicas, mixed into two hashes. Each part does a bit of its work a round
 * and checks what it can; a broken promise of the machine is a panic.
 */
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

void interrupts_start(void);
void interrupts_round(struct mixer *mixer);

void atomics_round(struct mixer *mixer);
void clocks_start(void);
void clocks_round(struct mixer *mixer);
void compute_round(struct mixer *mixer);
void dma_start(void);
void dma_round(struct mixer *mixer);
void exceptions_round(struct mixer *mixer);
void floats_round(struct mixer *mixer);
void misaligned_round(struct mixer *mixer);
void selfmodify_round(struct mixer *mixer);
