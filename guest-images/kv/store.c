#include "store.h"

/* Twice as many slots as keys, so that a search is short and always meets an empty slot. */
enum { SLOTS = 2 * STORE_KEYS_MAX };

struct slot {
  uint64_t key;
  uint64_t value;
};

static struct slot slots[SLOTS];
static bool occupied[SLOTS];
static uint32_t keys;

/* The slot that holds the key, or the empty one where it belongs. */
static uint32_t find(uint64_t key) {
  uint32_t at = (uint32_t)(key * 0x9e3779b97f4a7c15u >> 40) % SLOTS;
  while (occupied[at] && slots[at].key != key) {
    at = (at + 1) % SLOTS;
  }
  return at;
}

bool store_get(uint64_t key, uint64_t *value) {
  uint32_t at = find(key);
  if (!occupied[at]) {
    return false;
  }
  *value = slots[at].value;
  return true;
}

bool store_put(uint64_t key, uint64_t value) {
  uint32_t at = find(key);
  if (!occupied[at]) {
    if (keys == STORE_KEYS_MAX) {
      return false;
    }
    occupied[at] = true;
    slots[at].key = key;
    keys++;
  }
  slots[at].value = value;
  return true;
}

uint32_t store_keys(void) {
  return keys;
}
