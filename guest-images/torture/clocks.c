/* Clocks, counters and random bits of the hart: each answer must be the same on both replicas, and never run back. */
#include <stdbool.h>

#include "clint.h"
#include "csr.h"
#include "print.h"
#include "rtc.h"
#include "seed.h"
#include "torture.h"

static bool has_seed;

struct clock {
  const char *name;
  uint64_t (*read)(void);
  uint64_t last;
};

static uint64_t read_time(void) {
  return rdtime();
}

static uint64_t read_cycle(void) {
  return CSR_READ(cycle);
}

static uint64_t read_instret(void) {
  return CSR_READ(instret);
}

static struct clock clocks[] = {
    {"rdtime", read_time, 0},   {"mtime", clint_time, 0},       {"the real-time clock", rtc_read, 0},
    {"rdcycle", read_cycle, 0}, {"rdinstret", read_instret, 0},
};

static void read_forwards(struct mixer *mixer, struct clock *clock) {
  uint64_t now = clock->read();
  if (now < clock->last) {
    panic("torture: %s ran back from %lu to %lu", clock->name, clock->last, now);
  }
  clock->last = now;
  mix_live(mixer, now);
}

void clocks_start(void) {
  has_seed = seed_present();
}

void clocks_round(struct mixer *mixer) {
  for (unsigned i = 0; i < sizeof clocks / sizeof clocks[0]; i++) {
    read_forwards(mixer, &clocks[i]);
  }
  mix_live(mixer, rdtime() - rdtime()); /* two in one block */
  if (has_seed) {
    mix_live(mixer, seed_read());
  }
}
