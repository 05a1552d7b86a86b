/* Random numbers from the host. One request is under way at a time. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* False when the machine has no such device. The function, if any, is called in each of its interrupts. */
bool virtio_rng_start(void (*on_interrupt)(void));

/* Asks for random bytes. The device writes them at any time until virtio_rng_done. */
void virtio_rng_request(void *buffer, uint32_t length);

/* Whether the request is complete; says how many bytes came. */
bool virtio_rng_done(uint32_t *length);

/* Asks and sleeps until some bytes have come; returns how many. With interrupts on only. */
uint32_t virtio_rng_fill(void *buffer, uint32_t length);
