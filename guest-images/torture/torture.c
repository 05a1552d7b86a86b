/* Runs all parts in turn for ROUNDS rounds (Makefile), says now and then how far the hashes are, and powers off. */
#include "torture.h"

#include "print.h"

enum { REPORTS = 20 };

static void run_round(struct mixer *mixer) {
  interrupts_round(mixer);
  atomics_round(mixer);
  clocks_round(mixer);
  compute_round(mixer);
  dma_round(mixer);
  exceptions_round(mixer);
  floats_round(mixer);
  misaligned_round(mixer);
  selfmodify_round(mixer);
}

static void report(uint64_t round, const struct mixer *mixer) {
  print("torture: round %lu steady %016lx\n", round, mixer->steady);
  print("~torture: round %lu hash %016lx\n", round, mixer->live);
}

int main(void) {
  struct mixer mixer = {.random = 1};
  print("torture: %d rounds\n", ROUNDS);
  clocks_start();
  dma_start();
  interrupts_start();
  for (uint64_t round = 1; round <= ROUNDS; round++) {
    run_round(&mixer);
    if (round % (ROUNDS / REPORTS) == 0) {
      report(round, &mixer);
    }
  }
  print("torture: done\n");
  return 0;
}
