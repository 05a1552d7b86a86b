#include "clint.h"

#include "board.h"
#include "csr.h"
#include "trap.h"

#define MSIP (CLINT_BASE + 0x0000)
#define MTIMECMP (CLINT_BASE + 0x4000)
#define MTIME (CLINT_BASE + 0xbff8)

static uint64_t period;
static uint64_t deadline;
static volatile uint64_t tick_count;

uint64_t clint_time(void) {
  return mmio_read64(MTIME);
}

void clint_set_deadline(uint64_t time) {
  mmio_write64(MTIMECMP, time);
}

void clint_raise_software_interrupt(void) {
  mmio_write32(MSIP, 1);
}

void clint_clear_software_interrupt(void) {
  mmio_write32(MSIP, 0);
}

static void on_tick(const struct trap_frame *frame) {
  (void)frame;
  tick_count = tick_count + 1;
  deadline += period;
  clint_set_deadline(deadline);
}

void ticks_start(uint64_t per_second) {
  period = TICKS_PER_SECOND / per_second;
  deadline = rdtime() + period;
  clint_set_deadline(deadline);
  trap_on_timer(on_tick);
}

uint64_t ticks(void) {
  return tick_count;
}
