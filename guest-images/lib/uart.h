/* The console: an ns16550a. Output waits for the device; input comes by polling or by interrupt. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

void uart_put(char c);

/* Takes a waiting byte; false when there is none. */
bool uart_get(uint8_t *byte);

/* Lets received bytes raise UART_IRQ. */
void uart_receive_interrupt_on(void);
