/* Reads, changes and writes each element in turn, once for each size of load and store. */
#include "phases.h"

#define SEQUENTIAL(name, type, factor)                             \
  uint64_t name(uint64_t repeats) {                                \
    type *elements = (type *)arena;                                \
    uint64_t sum = 0;                                              \
    for (uint64_t i = 0; i < repeats; i++) {                       \
      for (uint64_t j = 0; j < ARENA_BYTES / sizeof(type); j++) {  \
        type value = (type)(elements[j] * (type)(factor) + j);     \
        elements[j] = value;                                       \
        sum += value;                                              \
      }                                                            \
    }                                                              \
    return sum;                                                    \
  }

SEQUENTIAL(memory_bytes, uint8_t, 5)
SEQUENTIAL(memory_halves, uint16_t, 5)
SEQUENTIAL(memory_words, uint32_t, 5)
SEQUENTIAL(memory_doubles, uint64_t, 5)
