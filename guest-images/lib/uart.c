#include "uart.h"

#include "board.h"

enum {
  RECEIVE = 0,  /* read */
  TRANSMIT = 0, /* write */
  INTERRUPT_ENABLE = 1,
  FIFO_CONTROL = 2, /* write */
  LINE_STATUS = 5,
};

enum { DATA_READY = 1 << 0, TRANSMIT_EMPTY = 1 << 5 };
enum { FIFO_ON = 1 << 0 };

void uart_put(char c) {
  while (!(mmio_read8(UART_BASE + LINE_STATUS) & TRANSMIT_EMPTY)) {
  }
  mmio_write8(UART_BASE + TRANSMIT, (uint8_t)c);
}

bool uart_get(uint8_t *byte) {
  if (!(mmio_read8(UART_BASE + LINE_STATUS) & DATA_READY)) {
    return false;
  }
  *byte = mmio_read8(UART_BASE + RECEIVE);
  return true;
}

void uart_receive_interrupt_on(void) {
  mmio_write8(UART_BASE + FIFO_CONTROL, FIFO_ON);
  mmio_write8(UART_BASE + INTERRUPT_ENABLE, DATA_READY);
}
