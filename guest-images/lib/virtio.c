#include "virtio.h"

#include "board.h"
#include "print.h"

enum {
  MAGIC = 0x000,
  VERSION = 0x004,
  DEVICE_ID = 0x008,
  DEVICE_FEATURES = 0x010,
  DEVICE_FEATURES_SELECT = 0x014,
  DRIVER_FEATURES = 0x020,
  DRIVER_FEATURES_SELECT = 0x024,
  INTERRUPT_STATUS = 0x060,
  INTERRUPT_ACKNOWLEDGE = 0x064,
  STATUS = 0x070,
  CONFIG = 0x100,
};

enum { ACKNOWLEDGE = 1, DRIVER = 2, DRIVER_OK = 4, FEATURES_OK = 8 };

#define MAGIC_VALUE 0x74726976u /* "virt" */

static uint32_t get(const struct virtio_device *device, uint32_t offset) {
  return mmio_read32(device->base + offset);
}

static void set(const struct virtio_device *device, uint32_t offset, uint32_t value) {
  mmio_write32(device->base + offset, value);
}

static void check_version(const struct virtio_device *device) {
  uint32_t version = get(device, VERSION);
  if (version != 2) {
    panic("expected virtio-mmio version 2, found %u; QEMU needs: -global virtio-mmio.force-legacy=false", version);
  }
}

bool virtio_find(uint32_t device_id, struct virtio_device *device) {
  for (int slot = 0; slot < VIRTIO_SLOTS; slot++) {
    device->base = VIRTIO_BASE + VIRTIO_STRIDE * slot;
    device->irq = VIRTIO_FIRST_IRQ + slot;
    if (get(device, MAGIC) == MAGIC_VALUE && get(device, DEVICE_ID) == device_id) {
      check_version(device);
      return true;
    }
  }
  return false;
}

static uint64_t offered_features(const struct virtio_device *device) {
  set(device, DEVICE_FEATURES_SELECT, 0);
  uint64_t low = get(device, DEVICE_FEATURES);
  set(device, DEVICE_FEATURES_SELECT, 1);
  return low | (uint64_t)get(device, DEVICE_FEATURES) << 32;
}

static void accept_features(const struct virtio_device *device, uint64_t features) {
  set(device, DRIVER_FEATURES_SELECT, 0);
  set(device, DRIVER_FEATURES, (uint32_t)features);
  set(device, DRIVER_FEATURES_SELECT, 1);
  set(device, DRIVER_FEATURES, (uint32_t)(features >> 32));
}

static void add_status(const struct virtio_device *device, uint32_t bits) {
  set(device, STATUS, get(device, STATUS) | bits);
}

uint64_t virtio_start(const struct virtio_device *device, uint64_t wanted) {
  set(device, STATUS, 0);
  add_status(device, ACKNOWLEDGE);
  add_status(device, DRIVER);
  uint64_t offered = offered_features(device);
  accept_features(device, offered & (wanted | VIRTIO_F_VERSION_1));
  add_status(device, FEATURES_OK);
  if (!(get(device, STATUS) & FEATURES_OK)) {
    panic("virtio device %u refuses the features 0x%lx", get(device, DEVICE_ID), offered & wanted);
  }
  return offered;
}

void virtio_ready(const struct virtio_device *device) {
  add_status(device, DRIVER_OK);
}

void virtio_acknowledge(const struct virtio_device *device) {
  set(device, INTERRUPT_ACKNOWLEDGE, get(device, INTERRUPT_STATUS));
}

uint8_t virtio_config8(const struct virtio_device *device, uint32_t offset) {
  return mmio_read8(device->base + CONFIG + offset);
}
