#include "virtio_rng.h"

#include <stddef.h>

#include "csr.h"
#include "plic.h"
#include "virtio.h"

static struct virtio_device device;
static struct virtq queue;
static void (*listener)(void);

static void on_device_interrupt(void) {
  virtio_acknowledge(&device);
  if (listener) {
    listener();
  }
}

bool virtio_rng_start(void (*on_interrupt)(void)) {
  if (!virtio_find(VIRTIO_RNG, &device)) {
    return false;
  }
  listener = on_interrupt;
  virtio_start(&device, 0);
  virtq_start(&queue, &device, 0);
  virtio_ready(&device);
  plic_enable(device.irq, on_device_interrupt);
  return true;
}

void virtio_rng_request(void *buffer, uint32_t length) {
  virtq_add(&queue, 0, buffer, length, true);
  virtq_notify(&queue);
}

bool virtio_rng_done(uint32_t *length) {
  uint16_t id;
  return virtq_take(&queue, &id, length);
}

uint32_t virtio_rng_fill(void *buffer, uint32_t length) {
  uint32_t filled;
  virtio_rng_request(buffer, length);
  interrupts_off();
  while (!virtio_rng_done(&filled)) {
    wait_for_interrupt();
    interrupts_on(); /* here the interrupt is taken */
    interrupts_off();
  }
  interrupts_on();
  return filled;
}
