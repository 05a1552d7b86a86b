/* Runs all parts for ROUNDS rounds (Makefile) and says now and then how far the hashes are. */
#include "check.h"
#include "print.h"
#include "torture.h"

enum { REPORTS = 10 };

void torture_expect(const char *what, uint64_t expected, uint64_t found) {
  if (expected != found) {
    panic("torture-privileged: %s: expected 0x%lx found 0x%lx", what, expected, found);
  }
}

void torture_mix_trap(struct mixer *mixer, const struct trap *trap) {
  mix_live(mixer, trap->cause);
  mix_live(mixer, trap->epc);
  mix_live(mixer, trap->value);
  mix_live(mixer, trap->status);
  mix_live(mixer, CSR_READ(minstret));
}

static void run_round(struct mixer *mixer) {
  pages_round(mixer);
  traps_round(mixer);
  loops_round(mixer);
  bits_round(mixer);
  numbers_round(mixer);
  device_round(mixer);
}

static void report(uint64_t round, const struct mixer *mixer) {
  print("torture-privileged: round %lu steady %016lx\n", round, mixer->steady);
  print("~torture-privileged: round %lu hash %016lx\n", round, mixer->live);
}

int main(void) {
  struct mixer mixer = {.random = 3};
  print("torture-privileged: %d rounds\n", ROUNDS);
  run_start();
  pages_start();
  bits_start();
  device_start();
  for (uint64_t round = 1; round <= ROUNDS; round++) {
    run_round(&mixer);
    if (round % (ROUNDS / REPORTS) == 0) {
      report(round, &mixer);
    }
  }
  return check_done();
}
