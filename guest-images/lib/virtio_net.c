#include "virtio_net.h"

#include "csr.h"
#include "memory.h"
#include "plic.h"
#include "virtio.h"

enum { RECEIVE_QUEUE = 0, TRANSMIT_QUEUE = 1 };

enum { BUFFER_BYTES = 2048 };

/* The device's header before each frame. All zero: no offloads, which nobody agreed on. */
enum { HEADER_BYTES = 12 };

static struct virtio_device device;
static struct virtq receive_queue, transmit_queue;
static uint8_t receive_buffers[VIRTQ_MAX][BUFFER_BYTES] __attribute__((aligned(16)));
static uint8_t transmit_buffers[VIRTQ_MAX][BUFFER_BYTES] __attribute__((aligned(16)));

/* Transmit buffers that are not under way: a stack of their numbers. */
static uint16_t free_buffers[VIRTQ_MAX];
static uint16_t free_count;

static bool received_released;
static bool sent;

static void on_device_interrupt(void) {
  virtio_acknowledge(&device);
}

static void offer_receive_buffer(uint16_t buffer) {
  virtq_add(&receive_queue, buffer, receive_buffers[buffer], BUFFER_BYTES, true);
  received_released = true;
}

static void fill_queues(void) {
  for (uint16_t i = 0; i < receive_queue.size; i++) {
    offer_receive_buffer(i);
  }
  for (uint16_t i = 0; i < transmit_queue.size; i++) {
    free_buffers[free_count++] = i;
  }
  virtq_interrupt(&transmit_queue, false); /* buffers come back in reclaim */
}

bool net_start(uint8_t mac[MAC_BYTES]) {
  if (!virtio_find(VIRTIO_NET, &device)) {
    return false;
  }
  virtio_start(&device, VIRTIO_NET_F_MAC);
  for (uint32_t i = 0; i < MAC_BYTES; i++) {
    mac[i] = virtio_config8(&device, i);
  }
  virtq_start(&receive_queue, &device, RECEIVE_QUEUE);
  virtq_start(&transmit_queue, &device, TRANSMIT_QUEUE);
  fill_queues();
  virtio_ready(&device);
  plic_enable(device.irq, on_device_interrupt);
  net_flush();
  return true;
}

bool net_has_received(void) {
  return virtq_has_used(&receive_queue);
}

bool net_receive(struct frame *frame) {
  uint32_t length;
  if (!virtq_take(&receive_queue, &frame->buffer, &length)) {
    return false;
  }
  frame->bytes = receive_buffers[frame->buffer] + HEADER_BYTES;
  frame->length = length > HEADER_BYTES && length <= BUFFER_BYTES ? length - HEADER_BYTES : 0;
  return true;
}

void net_release(const struct frame *frame) {
  offer_receive_buffer(frame->buffer);
}

static void reclaim(void) {
  uint32_t length;
  uint16_t buffer;
  while (virtq_take(&transmit_queue, &buffer, &length)) {
    free_buffers[free_count++] = buffer;
  }
}

static void sleep_until_sent(void) {
  net_flush();
  interrupts_off();
  virtq_interrupt(&transmit_queue, true);
  while (!virtq_has_used(&transmit_queue)) {
    wait_for_interrupt();
    interrupts_on(); /* here the interrupt is taken */
    interrupts_off();
  }
  virtq_interrupt(&transmit_queue, false);
  interrupts_on();
}

struct frame net_buffer(void) {
  reclaim();
  while (free_count == 0) {
    sleep_until_sent();
    reclaim();
  }
  uint16_t buffer = free_buffers[--free_count];
  memset(transmit_buffers[buffer], 0, HEADER_BYTES);
  return (struct frame){.bytes = transmit_buffers[buffer] + HEADER_BYTES, .buffer = buffer};
}

void net_send(const struct frame *frame) {
  uint32_t length = (uint32_t)(HEADER_BYTES + frame->length);
  virtq_add(&transmit_queue, frame->buffer, transmit_buffers[frame->buffer], length, false);
  sent = true;
}

void net_discard(const struct frame *frame) {
  free_buffers[free_count++] = frame->buffer;
}

void net_flush(void) {
  if (sent) {
    sent = false;
    virtq_notify(&transmit_queue);
  }
  if (received_released) {
    received_released = false;
    virtq_notify(&receive_queue);
  }
}
