/*
 * Random privileged life, mixed into two hashes: modes, address spaces, page tables, code, traps and interrupts in an
 * order that only the seed knows. What can be checked is checked; a broken promise of the machine is a panic.
 */
#pragma once

#include "mixer.h"
#include "run.h"
#include "space.h"

/* Ends the machine with a line when found is not expected. */
void torture_expect(const char *what, uint64_t expected, uint64_t found);

/* Mixes all that a trap says, and the counters, into the live hash. */
void torture_mix_trap(struct mixer *mixer, const struct trap *trap);

void pages_start(void);
void pages_round(struct mixer *mixer);
void traps_round(struct mixer *mixer);
void loops_round(struct mixer *mixer);
void bits_start(void);
void bits_round(struct mixer *mixer);
void numbers_round(struct mixer *mixer);
void device_start(void);
void device_round(struct mixer *mixer);

/* The address spaces that all parts share, and the one that the hart is in. */
extern struct space spaces[2];
extern int current_space;
