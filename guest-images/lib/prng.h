/* Pseudo-random numbers: the same on every run. */
#pragma once

#include <stdint.h>

/* xorshift64* (Vigna 2016). The state must not be 0. */
static inline uint64_t prng_next(uint64_t *state) {
  uint64_t x = *state;
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  *state = x;
  return x * 0x2545f4914f6cdd1du;
}
