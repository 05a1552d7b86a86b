#include "board.h"
#include "print.h"
#include "virtio.h"

enum {
  QUEUE_SELECT = 0x030,
  QUEUE_SIZE_MAX = 0x034,
  QUEUE_SIZE = 0x038,
  QUEUE_READY = 0x044,
  QUEUE_NOTIFY = 0x050,
  QUEUE_DESCRIPTORS = 0x080,
  QUEUE_DRIVER = 0x090,
  QUEUE_DEVICE = 0x0a0,
};

enum { DESCRIPTOR_DEVICE_WRITES = 2 };
enum { AVAILABLE_NO_INTERRUPT = 1 };
enum { USED_NO_NOTIFY = 1 };

/* Orders the driver's stores to the queue with one another, and with its accesses to the device. */
static void fence(void) {
  __asm__ volatile("fence iorw, iorw" ::: "memory");
}

static void set_address(uintptr_t reg, const volatile void *part) {
  mmio_write32(reg, (uint32_t)(uintptr_t)part);
  mmio_write32(reg + 4, (uint32_t)((uintptr_t)part >> 32));
}

void virtq_start(struct virtq *queue, const struct virtio_device *device, uint16_t number) {
  uintptr_t base = device->base;
  mmio_write32(base + QUEUE_SELECT, number);
  uint32_t size = mmio_read32(base + QUEUE_SIZE_MAX);
  if (size == 0) {
    panic("virtio queue %u: expected one, found none", number);
  }
  queue->device = device;
  queue->number = number;
  queue->size = (uint16_t)(size < VIRTQ_MAX ? size : VIRTQ_MAX);
  mmio_write32(base + QUEUE_SIZE, queue->size);
  set_address(base + QUEUE_DESCRIPTORS, queue->descriptors);
  set_address(base + QUEUE_DRIVER, &queue->available);
  set_address(base + QUEUE_DEVICE, &queue->used);
  fence();
  mmio_write32(base + QUEUE_READY, 1);
}

void virtq_add(struct virtq *queue, uint16_t id, void *buffer, uint32_t length, bool device_writes) {
  queue->descriptors[id] = (struct virtq_descriptor){
      .address = (uintptr_t)buffer,
      .length = length,
      .flags = device_writes ? DESCRIPTOR_DEVICE_WRITES : 0,
  };
  uint16_t index = queue->available.index;
  queue->available.ring[index % queue->size] = id;
  fence();
  queue->available.index = (uint16_t)(index + 1);
}

void virtq_notify(struct virtq *queue) {
  fence();
  if (!(queue->used.flags & USED_NO_NOTIFY)) {
    mmio_write32(queue->device->base + QUEUE_NOTIFY, queue->number);
  }
}

bool virtq_has_used(const struct virtq *queue) {
  return queue->used.index != queue->taken;
}

bool virtq_take(struct virtq *queue, uint16_t *id, uint32_t *length) {
  if (!virtq_has_used(queue)) {
    return false;
  }
  fence();
  uint16_t at = queue->taken % queue->size;
  uint32_t used_id = queue->used.ring[at].id;
  if (used_id >= queue->size) {
    panic("virtio queue %u: expected a buffer below %u, found %u", queue->number, queue->size, used_id);
  }
  *id = (uint16_t)used_id;
  *length = queue->used.ring[at].length;
  queue->taken++;
  return true;
}

void virtq_interrupt(struct virtq *queue, bool on) {
  queue->available.flags = on ? 0 : AVAILABLE_NO_INTERRUPT;
  fence();
}
