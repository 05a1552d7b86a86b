/* The seed CSR (Zkr extension): random bits from the hart itself. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Tries it; false when the hart takes it for an illegal instruction. */
bool seed_present(void);

/* 64 random bits, read 16 at a time. Only when present. */
uint64_t seed_read(void);
