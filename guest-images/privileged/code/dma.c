/* Instructions that a device writes: random numbers as the immediate of a LUI. */
#include "check.h"
#include "checks.h"
#include "code.h"
#include "virtio_rng.h"

enum { ROUNDS = 12 };

/* lui a0, random; ecall. The device fills the upper 16 bits of the immediate. */
enum { LUI_A0 = 0x00000537, IMMEDIATE_OFFSET = 2, IMMEDIATE_BYTES = 2 };

static void fill(void *where) {
  uint32_t length = 0;
  virtio_rng_request(where, IMMEDIATE_BYTES);
  while (!virtio_rng_done(&length)) {
  }
  check_equal("bytes", IMMEDIATE_BYTES, length);
}

/* LUI sign-extends. */
static uint64_t expected(void) {
  return (uint64_t)(int64_t)(int32_t)(*(volatile uint32_t *)code_page & 0xfffff000u);
}

static void by_device(enum mode mode, uint64_t address, bool fence) {
  code_put(code_page, 0);
  *(volatile uint32_t *)code_page = LUI_A0;
  check_case("%s, fence.i %lu", mode_name(mode), (uint64_t)fence);
  check_equal("value", 0, code_result(mode, address));
  for (int round = 0; round < ROUNDS; round++) {
    fill(code_page + IMMEDIATE_OFFSET);
    if (fence) {
      fence_i();
    }
    check_equal("value", expected(), code_result(mode, address));
  }
}

void dma_check(void) {
  static struct space space;
  check_group("code written by a device");
  check_true("there is a virtio-rng", virtio_rng_start(0));
  CSR_WRITE(mie, 0);
  space_create(&space, 5);
  space_map(&space, WINDOW, code_page, 0, PTE_RX | PTE_U | PTE_AD);
  space_enter(&space);
  for (int fence = 0; fence <= 1; fence++) {
    by_device(MODE_M, (uintptr_t)code_page, fence);
    by_device(MODE_S, (uintptr_t)code_page, fence);
    by_device(MODE_U, WINDOW, fence);
  }
  run_reset();
  space_forget_all();
}
