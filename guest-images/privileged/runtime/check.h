/*
 * What every self-checking guest does: groups of checks, one line each. "ok NAME" when all of a group hold, else a
 * line "FAILED NAME: CASE: WHAT: expected ... found ..." for the first few that do not.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Ends the group before, if any, and begins another. The name must last. */
void check_group(const char *name);

/* What the checks from here on are about; formatted as print() does it, without width for strings. */
__attribute__((format(printf, 1, 2))) void check_case(const char *format, ...);

void check_equal(const char *what, uint64_t expected, uint64_t found);

/* For what the architecture leaves open: one of two values. */
void check_either(const char *what, uint64_t expected, uint64_t or_else, uint64_t found);

/*
 * For what a machine is known to do otherwise. When it does, a line "~ known: DIFFERENCE" says so, once; the text must
 * last.
 */
void check_known(const char *difference, const char *what, uint64_t expected, uint64_t known, uint64_t found);

void check_true(const char *what, bool found);

/* Ends the last group, reports through `tohost` (1: all hold) and gives the exit code for the finisher. */
int check_done(void);
