/*
 * Code that changes. After FENCE.I the new code must run. Without it the architecture lets either run, and both
 * replicas must agree on which.
 */
#include "codebuffer.h"
#include "print.h"
#include "torture.h"

static void check(const char *what, uint64_t expected, uint64_t found) {
  if (expected != found) {
    panic("torture: %s: expected %lu, found %lu", what, expected, found);
  }
}

static void rewrite_and_run(struct mixer *mixer) {
  uint32_t *code = code_pages();
  for (int i = 0; i < 4; i++) {
    uint32_t immediate = choose(mixer) & 0x7ff;
    code_write(code, code_addi_a0(immediate));
    code_write(code + 1, CODE_RET);
    mix_live(mixer, code_run(code, 0) == immediate); /* not yet synchronized: old or new */
    code_synchronize();
    check("rewritten code", 1 + immediate, code_run(code, 1));
    mix_steady(mixer, immediate);
  }
}

/* The instruction's second half, with most of the immediate, lies on the next page, and only that half changes. */
static void rewrite_across_pages(struct mixer *mixer) {
  uint8_t *code = (uint8_t *)code_pages() + CODE_PAGE_BYTES - 2;
  uint32_t immediate = choose(mixer) & 0x7ff;
  code_write(code, code_addi_a0(immediate));
  *(volatile uint16_t *)(code + 4) = CODE_RET_COMPRESSED;
  code_synchronize();
  check("code across two pages", 5 + immediate, code_run(code, 5));
  immediate ^= 0x155;
  *(volatile uint16_t *)(code + 2) = (uint16_t)(code_addi_a0(immediate) >> 16);
  code_synchronize();
  check("code across two pages, half of it rewritten", 5 + immediate, code_run(code, 5));
}

/* The code rewrites the instruction but one after the store that does it. */
static void rewrite_oneself(struct mixer *mixer) {
  enum { TARGET = 2 };
  uint32_t *code = code_pages() + 32;
  uint32_t immediate = choose(mixer) & 0x3ff;
  code_write(code, code_sw_a2_to_a1(4 * TARGET));
  code_write(code + 1, code_addi_a0(1));
  code_write(code + TARGET, code_addi_a0(2));
  code_write(code + 3, CODE_RET);
  code_synchronize();
  mix_live(mixer, code_run_patching(code, 0, code_addi_a0(immediate)));
  mix_live(mixer, code_run_patching(code, 0, code_addi_a0(immediate)));
  code_synchronize();
  check("code that rewrote itself", 1 + immediate, code_run_patching(code, 0, code_addi_a0(immediate)));
}

void selfmodify_round(struct mixer *mixer) {
  rewrite_and_run(mixer);
  rewrite_across_pages(mixer);
  rewrite_oneself(mixer);
}
