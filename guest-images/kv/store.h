/* Keys and values: an open-addressed table that only grows. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { STORE_KEYS_MAX = 65536 };

/* Finds the value of a key; false when it has none. */
bool store_get(uint64_t key, uint64_t *value);

/* Sets the value of a key; false when the key is new and there is no room for it. */
bool store_put(uint64_t key, uint64_t value);

uint32_t store_keys(void);
