/* Code that changes, by every way there is: what runs is what stands in memory, with FENCE.I and, as on QEMU, without. */
#pragma once

void rewriting_check(void);
void mappings_check(void);
void recycling_check(void);
void oneself_check(void);
void dma_check(void);
