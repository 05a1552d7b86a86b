/*
 * Reads a buffer that virtio-rng is about to fill (R2.5 of the requirements: both replicas must see the same bytes
 * however early they look), and runs an instruction that it has filled in.
 */
#include <stdbool.h>

#include "codebuffer.h"
#include "interrupts.h"
#include "print.h"
#include "torture.h"
#include "virtio_rng.h"

enum { WORDS = 32, READS_A_ROUND = 256 };

/* The immediate of a LUI, but for its low 4 bits: any two bytes make a good instruction. */
enum { IMMEDIATE_OFFSET = 2, IMMEDIATE_BYTES = 2 };

static bool present, under_way, into_code;
static volatile uint64_t words[WORDS];
static uint32_t *instruction;

static void on_completion(void) {
  interrupts_note(words[0]);
}

void dma_start(void) {
  present = virtio_rng_start(on_completion);
  instruction = code_for_dma();
  code_write(instruction, CODE_LUI_A0);
  code_write(instruction + 1, CODE_RET);
  code_synchronize();
}

/* What is asked for now is looked at through all rounds until it has come. */
static void request(void) {
  into_code = !into_code;
  if (into_code) {
    virtio_rng_request((uint8_t *)instruction + IMMEDIATE_OFFSET, IMMEDIATE_BYTES);
  } else {
    virtio_rng_request((void *)words, sizeof words);
  }
  under_way = true;
}

static void watch(struct mixer *mixer) {
  for (uint32_t i = 0; i < READS_A_ROUND; i++) {
    mix_live(mixer, words[i % WORDS]);
  }
}

/* LUI sign-extends, and so does this. */
static uint64_t expected_result(void) {
  return (uint64_t)(int64_t)(int32_t)(*instruction & 0xfffff000u);
}

/* Without FENCE.I the old instruction may run; with it, only the new. */
static void run_filled_in(struct mixer *mixer) {
  mix_live(mixer, code_run(instruction, 0));
  code_synchronize();
  uint64_t result = code_run(instruction, 0);
  if (result != expected_result()) {
    panic("torture: ran stale code after DMA: expected %lx, found %lx", expected_result(), result);
  }
  mix_live(mixer, result);
}

void dma_round(struct mixer *mixer) {
  uint32_t length = 0;
  if (!present) {
    return;
  }
  if (!under_way) {
    request();
  }
  watch(mixer);
  if (!virtio_rng_done(&length)) {
    return;
  }
  under_way = false;
  mix_live(mixer, length);
  if (into_code) {
    run_filled_in(mixer);
  }
}
