/* Reads everything that answers differently each time, and checks what can be said of it nonetheless. */
#include <stdbool.h>
#include <stddef.h>

#include "board.h"
#include "clint.h"
#include "csr.h"
#include "print.h"
#include "rtc.h"
#include "seed.h"
#include "virtio_rng.h"

enum { READS = 1000, PAUSE_MILLISECONDS = 50 };

static void check(const char *claim, bool holds) {
  print("clock: %s: %s\n", claim, holds ? "yes" : "NO");
}

static uint64_t read_rdtime(void) {
  return rdtime();
}

static bool never_runs_backwards(uint64_t (*clock)(void)) {
  uint64_t last = clock();
  for (int i = 0; i < READS; i++) {
    uint64_t now = clock();
    if (now < last) {
      return false;
    }
    last = now;
  }
  return true;
}

static bool mtime_lies_between_two_rdtimes(void) {
  for (int i = 0; i < READS; i++) {
    uint64_t before = rdtime();
    uint64_t between = clint_time();
    uint64_t after = rdtime();
    if (between < before || between > after) {
      return false;
    }
  }
  return true;
}

static void show_clocks(void) {
  print("~rdtime %lu ticks of %lu ns\n", rdtime(), NANOSECONDS_PER_TICK);
  print("~mtime %lu ticks\n", clint_time());
  print("~real-time clock %lu ns since 1970\n", rtc_read());
}

static void check_clocks(void) {
  check("rdtime never runs backwards", never_runs_backwards(read_rdtime));
  check("mtime never runs backwards", never_runs_backwards(clint_time));
  check("the real-time clock never runs backwards", never_runs_backwards(rtc_read));
  check("mtime lies between two readings of rdtime", mtime_lies_between_two_rdtimes());
}

static void sleep_ticks(uint64_t count) {
  uint64_t until = ticks() + count;
  while (ticks() < until) {
    interrupts_off();
    if (ticks() < until) {
      wait_for_interrupt();
    }
    interrupts_on();
  }
}

static void check_sleep(void) {
  uint64_t time = rdtime();
  uint64_t real_time = rtc_read();
  ticks_start(1000);
  interrupts_on();
  sleep_ticks(PAUSE_MILLISECONDS);
  uint64_t slept = (rdtime() - time) * NANOSECONDS_PER_TICK;
  print("~slept %lu ns by rdtime, %lu ns by the real-time clock\n", slept, rtc_read() - real_time);
  check("a sleep of 50 ms lasts no less", slept >= PAUSE_MILLISECONDS * 1000000UL);
}

static void check_counters(void) {
  uint64_t cycles = CSR_READ(cycle);
  uint64_t instructions = CSR_READ(instret);
  for (volatile int i = 0; i < READS; i++) {
  }
  uint64_t more_instructions = CSR_READ(instret) - instructions;
  uint64_t more_cycles = CSR_READ(cycle) - cycles;
  print("~a loop took %lu cycles, %lu instructions\n", more_cycles, more_instructions);
  check("counters count", more_cycles > 0 && more_instructions > 0);
}

static void show_seed(void) {
  if (!seed_present()) {
    print("~no seed CSR\n");
    return;
  }
  uint64_t first = seed_read();
  uint64_t second = seed_read();
  print("~seed CSR %016lx %016lx%s\n", first, second, first == second ? ", TWICE THE SAME" : "");
}

static void show_virtio_rng(void) {
  if (!virtio_rng_start(NULL)) {
    print("~no virtio-rng\n");
    return;
  }
  uint64_t bytes[2] = {0, 0};
  uint32_t length = virtio_rng_fill(bytes, sizeof bytes);
  print("~virtio-rng %016lx %016lx, %u bytes\n", bytes[0], bytes[1], length);
}

int main(void) {
  print("clock: what answers differently each time\n");
  show_clocks();
  check_clocks();
  check_sleep();
  check_counters();
  show_seed();
  show_virtio_rng();
  print("clock: done\n");
  return 0;
}
