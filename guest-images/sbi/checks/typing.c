#include "board.h"
#include "checks.h"

enum { TRANSMIT = 0, MODEM_CONTROL = 4 };
enum { LOOPBACK = 1 << 4, OUT2 = 1 << 3 };
enum { TRIES = 100 };

/* One byte at a time: the receiver may have no more room than that. */
static bool arrives(char byte, int (*read)(void)) {
  for (int i = 0; i < TRIES; i++) {
    mmio_write8(UART_BASE + TRANSMIT, (uint8_t)byte);
    for (int found = read(); found >= 0; found = read()) {
      if (found == byte) {
        return true;
      }
    }
  }
  return false;
}

bool typed_bytes_arrive(const char *bytes, int (*read)(void)) {
  bool all = true;
  mmio_write8(UART_BASE + MODEM_CONTROL, LOOPBACK | OUT2);
  for (const char *byte = bytes; *byte; byte++) {
    all = all && arrives(*byte, read);
  }
  mmio_write8(UART_BASE + MODEM_CONTROL, OUT2);
  return all;
}
