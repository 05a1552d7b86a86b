/* Random numbers from the best source that the machine has. */
#pragma once

#include <stdint.h>

/* Chooses virtio-rng, else the seed CSR, else pseudo-random numbers from the time of start; returns its name. */
const char *random_start(void);

/* With interrupts on only. */
uint64_t random_next(void);
