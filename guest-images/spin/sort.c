/* Heapsort of random numbers: short blocks, branches that nobody can foresee. */
#include "hash.h"
#include "phases.h"
#include "prng.h"

enum { NUMBERS = 4096 };

static uint32_t numbers[NUMBERS];

static void sift_down(uint32_t root, uint32_t end) {
  uint32_t value = numbers[root];
  for (uint32_t child; (child = 2 * root + 1) < end; root = child) {
    if (child + 1 < end && numbers[child + 1] > numbers[child]) {
      child++;
    }
    if (numbers[child] <= value) {
      break;
    }
    numbers[root] = numbers[child];
  }
  numbers[root] = value;
}

static void heapsort(void) {
  for (uint32_t i = NUMBERS / 2; i-- > 0;) {
    sift_down(i, NUMBERS);
  }
  for (uint32_t end = NUMBERS - 1; end > 0; end--) {
    uint32_t largest = numbers[0];
    numbers[0] = numbers[end];
    numbers[end] = largest;
    sift_down(0, end);
  }
}

uint64_t spin_sort(uint64_t repeats) {
  uint64_t state = 2;
  uint64_t hash = 0;
  for (uint64_t i = 0; i < repeats; i++) {
    for (int j = 0; j < NUMBERS; j++) {
      numbers[j] = (uint32_t)prng_next(&state);
    }
    heapsort();
    for (int j = 0; j < NUMBERS; j += 64) {
      hash = hash_mix(hash, numbers[j]);
    }
  }
  return hash;
}
