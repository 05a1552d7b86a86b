/* Where things are on QEMU's virt board, and so on vmft's machine. */
#pragma once

#include <stdint.h>

#define FINISHER_BASE 0x00100000UL
#define RTC_BASE 0x00101000UL
#define CLINT_BASE 0x02000000UL
#define PLIC_BASE 0x0c000000UL
#define UART_BASE 0x10000000UL
#define VIRTIO_BASE 0x10001000UL
#define VIRTIO_STRIDE 0x1000UL

enum {
  VIRTIO_SLOTS = 8,
  VIRTIO_FIRST_IRQ = 1,
  UART_IRQ = 10,
};

/* The clock that rdtime, mtime and mtimecmp count. */
#define TICKS_PER_SECOND 10000000UL
#define NANOSECONDS_PER_TICK 100UL

static inline uint8_t mmio_read8(uintptr_t address) {
  return *(volatile uint8_t *)address;
}

static inline uint32_t mmio_read32(uintptr_t address) {
  return *(volatile uint32_t *)address;
}

static inline uint64_t mmio_read64(uintptr_t address) {
  return *(volatile uint64_t *)address;
}

static inline void mmio_write8(uintptr_t address, uint8_t value) {
  *(volatile uint8_t *)address = value;
}

static inline void mmio_write32(uintptr_t address, uint32_t value) {
  *(volatile uint32_t *)address = value;
}

static inline void mmio_write64(uintptr_t address, uint64_t value) {
  *(volatile uint64_t *)address = value;
}
