/* What other parts do inside interrupts. */
#pragma once

#include <stdint.h>

/* Mixes into the hash of the interrupts; with interrupts off only. */
void interrupts_note(uint64_t value);
