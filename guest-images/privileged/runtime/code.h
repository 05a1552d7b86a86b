/* Functions that are written while the machine runs, in any mode, and run in any mode. */
#pragma once

#include <stdbool.h>

#include "run.h"
#include "space.h"

/* The page that serves as code, and a second one for when it is replaced. */
extern uint8_t code_page[2 * PAGE_BYTES], other_page[2 * PAGE_BYTES];

/* Writes a function that gives `value` (0 to 2047) and ends by an ecall; no fence. */
void code_put(void *where, uint32_t value);
uint32_t code_word(uint32_t value); /* its first word */

/* What the function at an address gives in a mode; the fetch fault's cause with bit 63 when it cannot be fetched. */
uint64_t code_result(enum mode mode, uint64_t address);

/* The ways to store a word: a width, a kind. */
enum store { STORE_WORD, STORE_HALVES, STORE_BYTES, STORE_AMO, STORE_CONDITIONAL, STORE_FLOAT, STORES };
const char *store_name(enum store store);

/* Stores a word, by code of that mode. */
void code_store(enum store store, enum mode mode, uint64_t address, uint32_t word);

static inline void fence_i(void) {
  __asm__ volatile("fence.i" ::: "memory");
}
