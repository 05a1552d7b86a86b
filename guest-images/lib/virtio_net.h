/* Ethernet frames by virtio-net: one queue to receive, one to transmit, 128 buffers each. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MAC_BYTES = 6, FRAME_MAX = 1514 };

/* A frame in a buffer of the driver's. */
struct frame {
  uint8_t *bytes;
  size_t length;
  uint16_t buffer;
};

/* Fetches the address of the device; false when the machine has none. */
bool net_start(uint8_t mac[MAC_BYTES]);

/* Whether a frame waits to be received. */
bool net_has_received(void);

/* The next frame; to be given back by net_release. False when there is none. */
bool net_receive(struct frame *frame);
void net_release(const struct frame *frame);

/* A buffer of FRAME_MAX bytes for a frame to send. When all are under way it sleeps, so with interrupts on only. */
struct frame net_buffer(void);

/* Queues the frame; it goes out with net_flush at the latest. */
void net_send(const struct frame *frame);

/* Takes back a buffer that is not to be sent after all. */
void net_discard(const struct frame *frame);

/* Tells the device of all that was queued and released since the last time. */
void net_flush(void);
