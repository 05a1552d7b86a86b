#include "codebuffer.h"

/* Page-aligned: what else lies on these pages is chosen here. */
static uint8_t pages[2 * CODE_PAGE_BYTES] __attribute__((aligned(CODE_PAGE_BYTES)));

uint32_t *code_pages(void) {
  return (uint32_t *)pages;
}

uint32_t *code_for_dma(void) {
  return (uint32_t *)(pages + CODE_PAGE_BYTES / 2);
}

void code_write(void *at, uint32_t instruction) {
  volatile uint16_t *halves = at;
  halves[0] = (uint16_t)instruction;
  halves[1] = (uint16_t)(instruction >> 16);
}

void code_synchronize(void) {
  __asm__ volatile("fence.i" ::: "memory");
}

uint64_t code_run_patching(const void *at, uint64_t argument, uint32_t patch) {
  register uint64_t a0 __asm__("a0") = argument;
  register uint64_t a1 __asm__("a1") = (uintptr_t)at;
  register uint64_t a2 __asm__("a2") = patch;
  __asm__ volatile("jalr ra, 0(a1)" : "+r"(a0) : "r"(a1), "r"(a2) : "ra", "memory");
  return a0;
}

uint64_t code_run(const void *at, uint64_t argument) {
  return code_run_patching(at, argument, 0);
}
