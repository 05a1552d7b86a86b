/*
 * A driver that misprograms every virtio device that the machine has: rings and buffers outside RAM, loops, lengths
 * without end, sizes that no queue has, notifications before anything is ready. A device may ask for its reset; it may
 * not do anything else that it should not. What it may fill lies in the arena.
 */
#include <stdbool.h>
#include <stdint.h>

#include "board.h"
#include "memory.h"
#include "print.h"
#include "prng.h"

enum { ROUNDS = 400, ARENA_BYTES = 1 << 18, DESCRIPTORS = 16 };

enum {
  MAGIC = 0x000,
  DEVICE_ID = 0x008,
  DRIVER_FEATURES = 0x020,
  DRIVER_FEATURES_SELECT = 0x024,
  QUEUE_SELECT = 0x030,
  QUEUE_SIZE = 0x038,
  QUEUE_READY = 0x044,
  QUEUE_NOTIFY = 0x050,
  INTERRUPT_ACKNOWLEDGE = 0x064,
  STATUS = 0x070,
  QUEUE_DESCRIPTORS = 0x080,
  QUEUE_DRIVER = 0x090,
  QUEUE_DEVICE = 0x0a0,
};

enum { READY_TO_GO = 0x0f, FEATURES_AGREED = 0x0b, NEEDS_RESET = 0x40 };

static uint8_t arena[ARENA_BYTES] __attribute__((aligned(4096)));
static uint8_t fence[4096] __attribute__((aligned(4096)));
static uint64_t state = 88172645463325252u;

static uint64_t below(uint64_t limit) {
  return prng_next(&state) % limit;
}

static void set(uintptr_t device, uint32_t offset, uint32_t value) {
  mmio_write32(device + offset, value);
}

static void set_address(uintptr_t device, uint32_t offset, uint64_t address) {
  set(device, offset, (uint32_t)address);
  set(device, offset + 4, (uint32_t)(address >> 32));
}

/* Mostly in the arena, with room behind it for what a chain of one page takes. */
static uint64_t some_address(void) {
  switch (below(8)) {
    case 0:
      return prng_next(&state) | 1UL << 63;
    case 1:
      return below(0x80000000UL);
    case 2:
      return -below(4096);
    default:
      return (uintptr_t)arena + (below(ARENA_BYTES / 2) & ~15UL);
  }
}

/* Small, nothing, or beyond every RAM. */
static uint32_t some_length(void) {
  switch (below(6)) {
    case 0:
      return 0;
    case 1:
      return 0xffffffffu - (uint32_t)below(4096);
    case 2:
      return 1;
    default:
      return 512u << below(4);
  }
}

static void fill_queue(uint64_t descriptors, uint64_t driver) {
  if (descriptors - (uintptr_t)arena < ARENA_BYTES / 2) {
    for (int i = 0; i < DESCRIPTORS; i++) {
      volatile uint64_t *entry = (volatile uint64_t *)(descriptors + 16 * i);
      uint64_t flags = below(8) == 0 ? below(8) : below(4);
      uint64_t next = below(4) == 0 ? below(65536) : (uint64_t)i + 1;
      entry[0] = some_address();
      entry[1] = some_length() | flags << 32 | next << 48;
    }
  }
  if (driver - (uintptr_t)arena < ARENA_BYTES / 2) {
    volatile uint16_t *ring = (volatile uint16_t *)driver;
    ring[0] = (uint16_t)below(2);
    ring[1] = (uint16_t)(below(3) == 0 ? below(65536) : below(6));
    for (int i = 0; i < DESCRIPTORS; i++) {
      ring[2 + i] = (uint16_t)(below(8) == 0 ? below(65536) : below(DESCRIPTORS));
    }
  }
}

static void misprogram_queue(uintptr_t device) {
  uint64_t descriptors = some_address();
  uint64_t driver = below(8) == 0 ? descriptors : some_address();
  fill_queue(descriptors, driver);
  set(device, QUEUE_SELECT, (uint32_t)below(4));
  set(device, QUEUE_SIZE, below(4) == 0 ? (uint32_t)prng_next(&state) : DESCRIPTORS);
  set_address(device, QUEUE_DESCRIPTORS, descriptors);
  set_address(device, QUEUE_DRIVER, driver);
  set_address(device, QUEUE_DEVICE, some_address());
  set(device, QUEUE_READY, 1);
  if (below(4) == 0) {
    set(device, QUEUE_SIZE, (uint32_t)below(1024));
  }
}

static void begin(uintptr_t device) {
  set(device, STATUS, 0);
  set(device, STATUS, 3);
  set(device, DRIVER_FEATURES_SELECT, 1);
  set(device, DRIVER_FEATURES, 1);
  set(device, STATUS, FEATURES_AGREED);
}

/* Whether the device asked for its reset. */
static bool misuse(uintptr_t device) {
  begin(device);
  if (below(8) == 0) {
    set(device, QUEUE_NOTIFY, (uint32_t)below(4));
  }
  misprogram_queue(device);
  misprogram_queue(device);
  set(device, STATUS, READY_TO_GO);
  for (int i = 0; i < 4; i++) {
    set(device, QUEUE_NOTIFY, (uint32_t)below(4));
  }
  bool broken = mmio_read32(device + STATUS) & NEEDS_RESET;
  set(device, INTERRUPT_ACKNOWLEDGE, 3);
  set(device, STATUS, 0);
  return broken;
}

static void check_fence(void) {
  for (uint32_t i = 0; i < sizeof fence; i++) {
    if (fence[i] != 0) {
      panic("badqueue: a device wrote outside what it was given");
    }
  }
}

int main(void) {
  for (int slot = 0; slot < VIRTIO_SLOTS; slot++) {
    uintptr_t device = VIRTIO_BASE + VIRTIO_STRIDE * slot;
    uint32_t kind = mmio_read32(device + DEVICE_ID);
    if (kind == 0) {
      continue;
    }
    uint32_t broken = 0;
    for (int round = 0; round < ROUNDS; round++) {
      broken += misuse(device);
    }
    check_fence();
    print("badqueue: device type %u: misprogrammed %u times, asked for its reset %u times\n", kind, (uint32_t)ROUNDS,
          broken);
  }
  print("badqueue: done\n");
  return 0;
}
