/* Ways to go through memory: each repeats its way through the arena and returns a checksum. */
#pragma once

#include <stdint.h>

enum { ARENA_BYTES = 4 << 20 };

/* Two arenas, far larger than any cache of the engine. */
extern uint8_t arena[ARENA_BYTES], second_arena[ARENA_BYTES];

uint64_t memory_bytes(uint64_t repeats);
uint64_t memory_halves(uint64_t repeats);
uint64_t memory_words(uint64_t repeats);
uint64_t memory_doubles(uint64_t repeats);
uint64_t memory_copy(uint64_t repeats);
uint64_t memory_strides(uint64_t repeats);
uint64_t memory_chase(uint64_t repeats);
