/* Pure computing: each phase repeats a kind of work and returns a checksum. */
#pragma once

#include <stdint.h>

uint64_t spin_xorshift(uint64_t repeats);
uint64_t spin_sha256(uint64_t repeats);
uint64_t spin_sort(uint64_t repeats);
uint64_t spin_matrix(uint64_t repeats);
uint64_t spin_collatz(uint64_t repeats);
