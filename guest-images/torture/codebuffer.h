/* Two pages of memory for instructions that are written at run time. */
#pragma once

#include <stdint.h>

enum {
  CODE_PAGE_BYTES = 4096,
  CODE_RET = 0x00008067,
  CODE_RET_COMPRESSED = 0x8082,
  CODE_LUI_A0 = 0x00000537,
};

/* addi a0, a0, immediate (12 bits) */
static inline uint32_t code_addi_a0(uint32_t immediate) {
  return 0x00050513u | immediate << 20;
}

/* sw a2, offset(a1); offset at most 31 */
static inline uint32_t code_sw_a2_to_a1(uint32_t offset) {
  return 0x00c5a023u | offset << 7;
}

/* The first of the two pages; code_for_dma lies in its middle. */
uint32_t *code_pages(void);
uint32_t *code_for_dma(void);

/* Writes one instruction, as two stores of two bytes: it need not be aligned to four. */
void code_write(void *at, uint32_t instruction);

/* FENCE.I: what was written before is what runs after. */
void code_synchronize(void);

/* Calls code with a0 = argument, a1 = its address, a2 = `patch`; returns a0. */
uint64_t code_run_patching(const void *at, uint64_t argument, uint32_t patch);
uint64_t code_run(const void *at, uint64_t argument);
