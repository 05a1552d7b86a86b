/*
 * Runs a piece of code in any mode until its first trap, wherever that trap is taken: the one tool that all checks are
 * made of. The harness itself is in machine mode with interrupts off.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "bits.h"

/* What the handler found. */
struct trap {
  uint64_t cause;
  uint64_t epc;
  uint64_t value;
  uint64_t status;   /* mstatus or sstatus */
  uint64_t taken_in; /* MODE_M or MODE_S */
  uint64_t vector;   /* the entry of the vector table, 0 unless vectored */
};

/* As run_entry.S lays it out. */
struct run {
  uint64_t x[32]; /* on entry, and as the trap found them */
  uint64_t pc;    /* on entry */
  struct trap trap;
  uint64_t spare[5]; /* of the handlers */
};

enum { REG_RA = 1, REG_SP = 2, REG_T0 = 5, REG_T1 = 6, REG_A0 = 10, REG_A1 = 11, REG_A2 = 12, REG_A3 = 13, REG_A4 = 14 };

/*
 * Sets the hart up, once, before anything else: physical memory open to all modes (PMP), traps to the run's own
 * handlers in both modes, nothing delegated, no interrupt enabled, no paging.
 */
void run_start(void);

/* Back to that state, between groups. */
void run_reset(void);

/*
 * Runs run->pc with run->x. `status` is added to mstatus on entry (MPP is that of `mode`); MPIE becomes MIE. The same
 * struct can be run again to go on: set pc.
 */
void run_in(struct run *run, enum mode mode, uint64_t status);

/* A fresh run of the code at pc in a mode, with a0 and a1. */
void run_code(struct run *run, enum mode mode, const void *pc, uint64_t a0, uint64_t a1);

/* Where the vectored tables begin; bit 0 set asks for vectored mode. */
uint64_t run_machine_vectors(void);
uint64_t run_supervisor_vectors(void);

/*
 * SNIPPET(name, "instructions"): code that is called by its name from no C function. Labels in it are global when
 * declared with SNIPPET_LABEL.
 */
#define SNIPPET(name, text)                  \
  extern const char name[];                  \
  __asm__(".pushsection .text.snippets,\"ax\"\n" \
          ".balign 8\n" #name ":\n" text "\n.popsection\n")
#define SNIPPET_LABEL(name) extern const char name[]

static inline const char *mode_name(enum mode mode) {
  return mode == MODE_M ? "M" : mode == MODE_S ? "S" : "U";
}
