/*
 * Timer interrupts at odd times, software interrupts, console input. Each handler notes where it came in: an interrupt
 * that two replicas take one instruction apart shows in the hash.
 */
#include "interrupts.h"

#include "atomics.h"
#include "board.h"
#include "clint.h"
#include "csr.h"
#include "plic.h"
#include "print.h"
#include "torture.h"
#include "trap.h"
#include "uart.h"

/* A timer interrupt comes after 0 to 0.2 ms. */
enum { GAP_MASK = 0x7ff };

/* A round out of so many sleeps until the next interrupt. */
enum { ROUNDS_A_NAP = 64 };

static volatile uint64_t noted;
static volatile uint64_t timer_count;
static volatile uint64_t software_count;

void interrupts_note(uint64_t value) {
  noted = hash_mix(noted, value);
}

static void set_next_deadline(void) {
  static uint64_t random = 7;
  clint_set_deadline(rdtime() + (prng_next(&random) >> 40 & GAP_MASK));
}

static void on_timer(const struct trap_frame *frame) {
  interrupts_note(frame->epc);
  interrupts_note(CSR_READ(minstret));
  timer_count = timer_count + 1;
  atomics_disturb(timer_count);
  set_next_deadline();
}

static void on_software(const struct trap_frame *frame) {
  clint_clear_software_interrupt();
  interrupts_note(frame->epc);
  software_count = software_count + 1;
}

static void on_console(void) {
  uint8_t byte;
  while (uart_get(&byte)) {
    interrupts_note(byte);
  }
}

void interrupts_start(void) {
  trap_on_timer(on_timer);
  trap_on_software(on_software);
  plic_enable(UART_IRQ, on_console);
  uart_receive_interrupt_on();
  set_next_deadline();
  interrupts_on();
}

/* The interrupt comes soon, but the machine may take its time: wait for it. */
static void interrupt_oneself(struct mixer *mixer) {
  uint64_t before = software_count;
  clint_raise_software_interrupt();
  while (software_count == before) {
  }
  mix_steady(mixer, software_count - before);
}

static void nap(void) {
  interrupts_off();
  wait_for_interrupt();
  interrupts_on();
}

static void poll_console(struct mixer *mixer) {
  uint8_t byte = 0;
  bool received = uart_get(&byte);
  mix_live(mixer, received ? 0x100 | byte : 0);
}

void interrupts_round(struct mixer *mixer) {
  interrupt_oneself(mixer);
  poll_console(mixer);
  if (choose(mixer) % ROUNDS_A_NAP == 0) {
    nap();
  }
  mix_live(mixer, timer_count);
  interrupts_off();
  mix_live(mixer, noted);
  interrupts_on();
}
