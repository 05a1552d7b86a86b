/*
 * Everything that can go wrong between two replicas, mixed into two hashes. Each part does a bit of its work a round
 * and checks what it can; a broken promise of the machine is a panic.
 */
#pragma once

#include "mixer.h"

void interrupts_start(void);
void interrupts_round(struct mixer *mixer);

void atomics_round(struct mixer *mixer);
void clocks_start(void);
void clocks_round(struct mixer *mixer);
void compute_round(struct mixer *mixer);
void dma_start(void);
void dma_round(struct mixer *mixer);
void exceptions_round(struct mixer *mixer);
void floats_round(struct mixer *mixer);
void misaligned_round(struct mixer *mixer);
void selfmodify_round(struct mixer *mixer);
