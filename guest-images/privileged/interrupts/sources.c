/* Interrupts of the board: software and timer of the CLINT, and the PLIC in both contexts (by the UART's transmitter). */
#include "board.h"
#include "check.h"
#include "clint.h"
#include "interrupts.h"
#include "run.h"

SNIPPET(wait_for_source, "1: j 1b\n");

#define PRIORITY (PLIC_BASE + 4UL * UART_IRQ)
#define PENDING (PLIC_BASE + 0x1000)
#define ENABLE(context) (PLIC_BASE + 0x2000 + 0x80UL * (context))
#define THRESHOLD(context) (PLIC_BASE + 0x200000 + 0x1000UL * (context))
#define CLAIM(context) (PLIC_BASE + 0x200004 + 0x1000UL * (context))

enum { UART_ENABLE = 1, UART_IDENTITY = 2, TRANSMIT_EMPTY = 2, IDENTITY_TRANSMIT_EMPTY = 2 };
enum { CONTEXT_M, CONTEXT_S };

static struct run run;

static void await_pending(uint64_t bit, bool pending) {
  while (((CSR_READ(mip) & bit) != 0) != pending) {
  }
}

static void expect(enum mode from, uint64_t number, enum mode taken_in) {
  CSR_WRITE(mie, 1UL << number);
  run_code(&run, from, wait_for_source, 0, 0);
  CSR_WRITE(mie, 0);
  check_equal("cause", CAUSE_INTERRUPT | number, run.trap.cause);
  check_equal("taken in", taken_in, run.trap.taken_in);
  check_equal("epc", (uintptr_t)wait_for_source, run.trap.epc);
}

static void software(void) {
  check_case("msip");
  clint_raise_software_interrupt();
  await_pending(1UL << INTERRUPT_MSI, true);
  CSR_CLEAR(mip, 1UL << INTERRUPT_MSI);
  check_true("mip.MSIP is the device's", CSR_READ(mip) >> INTERRUPT_MSI & 1);
  expect(MODE_U, INTERRUPT_MSI, MODE_M);
  expect(MODE_S, INTERRUPT_MSI, MODE_M);
  clint_clear_software_interrupt();
  await_pending(1UL << INTERRUPT_MSI, false);
}

static void timer(void) {
  check_case("mtimecmp");
  uint64_t deadline = rdtime() + TICKS_PER_SECOND / 1000;
  clint_set_deadline(deadline);
  expect(MODE_U, INTERRUPT_MTI, MODE_M);
  check_true("not before its time", rdtime() >= deadline);
  CSR_CLEAR(mip, 1UL << INTERRUPT_MTI);
  check_true("mip.MTIP is the device's", CSR_READ(mip) >> INTERRUPT_MTI & 1);
  clint_set_deadline(-1UL);
  await_pending(1UL << INTERRUPT_MTI, false);
}

/* The way of a firmware: the timer goes to machine mode, which passes it on. */
static void timer_passed_on(void) {
  check_case("a timer that machine mode passes on");
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  clint_set_deadline(rdtime());
  expect(MODE_S, INTERRUPT_MTI, MODE_M);
  clint_set_deadline(-1UL);
  CSR_SET(mip, 1UL << INTERRUPT_STI);
  expect(MODE_U, INTERRUPT_STI, MODE_S);
  CSR_CLEAR(mip, 1UL << INTERRUPT_STI);
  check_equal("STIP", 0, CSR_READ(mip) & 1UL << INTERRUPT_STI);
  CSR_WRITE(mideleg, 0);
}

static void transmitter_interrupt(bool on) {
  mmio_write8(UART_BASE + UART_ENABLE, on ? TRANSMIT_EMPTY : 0);
}

static void external(int context, uint64_t number, enum mode taken_in) {
  check_case("PLIC context %lu", (uint64_t)context);
  uint64_t bit = 1UL << number;
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  mmio_write32(PRIORITY, 3);
  mmio_write32(THRESHOLD(context), 0);
  mmio_write32(ENABLE(context), 1u << UART_IRQ);
  transmitter_interrupt(true);
  await_pending(bit, true);
  check_equal("PLIC pending", 1u << UART_IRQ, mmio_read32(PENDING) & 1u << UART_IRQ);
  expect(MODE_U, number, taken_in);
  mmio_write32(THRESHOLD(context), 3);
  await_pending(bit, false);
  check_equal("below the threshold", 0, CSR_READ(mip) & bit);
  mmio_write32(THRESHOLD(context), 2);
  await_pending(bit, true);
  check_equal("claimed", UART_IRQ, mmio_read32(CLAIM(context)));
  await_pending(bit, false);
  check_equal("nothing more to claim", 0, mmio_read32(CLAIM(context)));
  check_equal("identity of the UART's", IDENTITY_TRANSMIT_EMPTY, mmio_read8(UART_BASE + UART_IDENTITY) & 7u);
  transmitter_interrupt(false);
  mmio_write32(CLAIM(context), UART_IRQ);
  mmio_write32(ENABLE(context), 0);
  check_equal("gone", 0, CSR_READ(mip) & bit);
  CSR_WRITE(mideleg, 0);
}

/* SEIP as software wrote it and SEIP of the PLIC are one to who reads, but not to who clears. */
static void external_by_hand(void) {
  check_case("SEIP set by machine mode");
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  CSR_SET(mip, 1UL << INTERRUPT_SEI);
  expect(MODE_U, INTERRUPT_SEI, MODE_S);
  CSR_CLEAR(mip, 1UL << INTERRUPT_SEI);
  check_equal("SEIP", 0, CSR_READ(mip) & 1UL << INTERRUPT_SEI);
  CSR_WRITE(mideleg, 0);
}

void sources_check(void) {
  check_group("software interrupt");
  software();
  check_group("timer interrupt");
  timer();
  timer_passed_on();
  check_group("external interrupts");
  external(CONTEXT_M, INTERRUPT_MEI, MODE_M);
  external(CONTEXT_S, INTERRUPT_SEI, MODE_S);
  external_by_hand();
  run_reset();
}
