/* Address translation: permissions, sizes, accessed and dirty bits, fences, and what crosses a page. */
#pragma once

#include <stdbool.h>

#include "run.h"
#include "space.h"

/* The ways to touch memory. */
enum access { ACCESS_LOAD, ACCESS_STORE, ACCESS_AMO, ACCESS_FETCH, ACCESSES };

/*
 * Makes one access to `address` in a mode and says what came of it: the cause of the fault, or -1 for none. A load's
 * value is in run->x[REG_A1]; a store stores a1. What a fault says is checked.
 */
uint64_t access_try(struct run *run, enum access access, enum mode mode, uint64_t address, uint64_t value, uint64_t status);

/* The page fault, or access fault, of an access. */
uint64_t page_fault(enum access access);
uint64_t access_fault(enum access access);

#define NO_FAULT (-1UL)

/* Checks what came of an access, with what is known of AMOs elsewhere: QEMU takes their faults for a load's. */
void access_expect(enum access access, uint64_t expected, uint64_t found);

const char *access_name(enum access access);

void permissions_check(void);
void sizes_check(void);
void accessed_check(void);
void fences_check(void);
void crossing_check(void);
void borrowed_check(void);
