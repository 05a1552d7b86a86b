/* A virtio console of one port; input comes byte by byte. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Looks for the device and sets it up; false when there is none. The handler runs in its interrupt. */
bool virtio_console_start(void (*on_interrupt)(void));

/* Takes a waiting byte; false when there is none. */
bool virtio_console_get(uint8_t *byte);

/* Writes; waits until the device has taken it. */
void virtio_console_write(const char *text, uint32_t length);
