/*
 * Says every line back that is typed at it, with its number: "3: what was typed". Characters come by interrupt, through
 * the virtio console if there is one, else through the UART. "poweroff" ends it.
 */
#include "csr.h"
#include "finisher.h"
#include "memory.h"
#include "plic.h"
#include "board.h"
#include "print.h"
#include "uart.h"
#include "virtio_console.h"

enum { RING = 1 << 16, LINE_MAX = 1 << 12 };

static volatile uint8_t ring[RING]; /* written in the interrupt, read outside */
static volatile uint32_t written;
static uint32_t taken;
static bool on_virtio;

static char line[LINE_MAX];
static uint32_t line_length;
static uint64_t lines;

static void keep(uint8_t byte) {
  if (written - taken == RING) {
    panic("echo: more typed than there is room for");
  }
  ring[written % RING] = byte;
  written++;
}

static void on_uart(void) {
  uint8_t byte;
  while (uart_get(&byte)) {
    keep(byte);
  }
}

static void on_console(void) {
  uint8_t byte;
  while (virtio_console_get(&byte)) {
    keep(byte);
  }
}

static void put(const char *text, uint32_t length) {
  if (on_virtio) {
    virtio_console_write(text, length);
    return;
  }
  for (uint32_t i = 0; i < length; i++) {
    uart_put(text[i]);
  }
}

static void put_number(uint64_t number) {
  char digits[20];
  uint32_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number > 0);
  put(&digits[at], sizeof digits - at);
}

static void answer(void) {
  lines++;
  put_number(lines);
  put(": ", 2);
  line[line_length] = '\n';
  put(line, line_length + 1);
  if (line_length == 8 && memcmp(line, "poweroff", 8) == 0) {
    power_off(0);
  }
  line_length = 0;
}

static void take(uint8_t byte) {
  if (byte == '\n' || byte == '\r') {
    answer();
  } else if (line_length < LINE_MAX - 1) {
    line[line_length++] = (char)byte;
  }
}

int main(void) {
  on_virtio = virtio_console_start(on_console);
  if (!on_virtio) {
    uart_receive_interrupt_on();
    plic_enable(UART_IRQ, on_uart);
  }
  put("echo: type\n", 11);
  for (;;) {
    interrupts_off();
    while (taken == written) {
      wait_for_interrupt();
      interrupts_on(); /* here the interrupt is taken */
      interrupts_off();
    }
    interrupts_on();
    take(ring[taken % RING]);
    taken++;
  }
}
