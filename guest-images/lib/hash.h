/* A rolling 64-bit hash: order matters, every bit counts, a step is a handful of instructions. */
#pragma once

#include <stdint.h>

static inline uint64_t hash_mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * 0x9e3779b97f4a7c15u;
  return hash ^ hash >> 29;
}
