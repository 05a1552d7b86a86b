/* virtio over MMIO, version 2 (virtio 1.1, section 4.2), and split virtqueues with one descriptor a buffer. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { VIRTIO_NET = 1, VIRTIO_BLOCK = 2, VIRTIO_CONSOLE = 3, VIRTIO_RNG = 4 };

/* Feature bits. */
#define VIRTIO_NET_F_MAC (1UL << 5)
#define VIRTIO_F_VERSION_1 (1UL << 32)

enum { VIRTQ_MAX = 128 };

struct virtio_device {
  uintptr_t base;
  int irq;
};

struct virtq_descriptor {
  uint64_t address;
  uint32_t length;
  uint16_t flags;
  uint16_t next;
};

struct virtq_used_element {
  uint32_t id;
  uint32_t length;
};

/* Shared with the device: the three parts of the queue, aligned as 2.6 of the specification asks for. */
struct virtq {
  struct virtq_descriptor descriptors[VIRTQ_MAX] __attribute__((aligned(16)));
  struct {
    volatile uint16_t flags;
    volatile uint16_t index;
    volatile uint16_t ring[VIRTQ_MAX];
  } available __attribute__((aligned(2)));
  struct {
    volatile uint16_t flags;
    volatile uint16_t index;
    volatile struct virtq_used_element ring[VIRTQ_MAX];
  } used __attribute__((aligned(4)));

  /* The driver's own. */
  const struct virtio_device *device;
  uint16_t number;
  uint16_t size; /* a power of 2; ids of buffers are below it */
  uint16_t taken;
};

/* Looks through the slots for a device; false when there is none of this kind. */
bool virtio_find(uint32_t device_id, struct virtio_device *device);

/* Resets the device and agrees on VIRTIO_F_VERSION_1 and those of `wanted` that it offers; returns what it offers. */
uint64_t virtio_start(const struct virtio_device *device, uint64_t wanted);

/* Sets up a queue, between start and ready. */
void virtq_start(struct virtq *queue, const struct virtio_device *device, uint16_t number);

/* The device may begin. */
void virtio_ready(const struct virtio_device *device);

/* In the interrupt: tells the device that its interrupt has been seen. */
void virtio_acknowledge(const struct virtio_device *device);

uint8_t virtio_config8(const struct virtio_device *device, uint32_t offset);

/* Makes a buffer available under an id that is not in use. The device learns of it by virtq_notify. */
void virtq_add(struct virtq *queue, uint16_t id, void *buffer, uint32_t length, bool device_writes);
void virtq_notify(struct virtq *queue);

/* Whether the device has given back a buffer that was not taken yet. */
bool virtq_has_used(const struct virtq *queue);

/* Takes the next buffer that the device has given back; false when there is none. */
bool virtq_take(struct virtq *queue, uint16_t *id, uint32_t *length);

/* Whether the device should raise its interrupt for this queue. On at start. */
void virtq_interrupt(struct virtq *queue, bool on);
