/* Instructions that virtio-rng writes, at a time of its own, and that run meanwhile in supervisor mode. */
#include "code.h"
#include "print.h"
#include "torture.h"
#include "virtio_rng.h"

/* lui a0, random; ecall */
enum { LUI_A0 = 0x00000537, IMMEDIATE_OFFSET = 2, IMMEDIATE_BYTES = 2 };

static uint8_t page[PAGE_BYTES] __attribute__((aligned(4096)));
static bool under_way;

void device_start(void) {
  if (!virtio_rng_start(0)) {
    panic("torture-privileged: expected a virtio-rng, found none");
  }
  CSR_WRITE(mie, 0);
  code_put(page, 0);
  *(volatile uint32_t *)page = LUI_A0;
}

static uint64_t expected(void) {
  return (uint64_t)(int64_t)(int32_t)(*(volatile uint32_t *)page & 0xfffff000u);
}

void device_round(struct mixer *mixer) {
  uint32_t length = 0;
  if (!under_way) {
    virtio_rng_request(page + IMMEDIATE_OFFSET, IMMEDIATE_BYTES);
    under_way = true;
  }
  mix_live(mixer, code_result(MODE_S, (uintptr_t)page)); /* old or new */
  if (virtio_rng_done(&length)) {
    under_way = false;
    torture_expect("code written by a device", expected(), code_result(MODE_S, (uintptr_t)page));
    mix_live(mixer, expected());
  }
}
