/* Products of small matrices of doubles: floating point and nested loops. */
#include "hash.h"
#include "phases.h"
#include "prng.h"

enum { SIZE = 48 };

static double left[SIZE][SIZE], right[SIZE][SIZE], product[SIZE][SIZE];

static void fill(double matrix[SIZE][SIZE], uint64_t *state) {
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j < SIZE; j++) {
      matrix[i][j] = (double)(int32_t)prng_next(state) / 65536.0;
    }
  }
}

static void multiply(void) {
  for (int i = 0; i < SIZE; i++) {
    for (int j = 0; j < SIZE; j++) {
      double sum = 0;
      for (int k = 0; k < SIZE; k++) {
        sum += left[i][k] * right[k][j];
      }
      product[i][j] = sum;
    }
  }
}

uint64_t spin_matrix(uint64_t repeats) {
  uint64_t state = 3;
  uint64_t hash = 0;
  for (uint64_t i = 0; i < repeats; i++) {
    fill(left, &state);
    fill(right, &state);
    multiply();
    for (int j = 0; j < SIZE; j++) {
      hash = hash_mix(hash, (uint64_t)(int64_t)product[j][SIZE - 1 - j]);
    }
  }
  return hash;
}
