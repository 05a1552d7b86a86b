#include "random.h"

#include <stddef.h>

#include "csr.h"
#include "memory.h"
#include "prng.h"
#include "seed.h"
#include "virtio_rng.h"

/* Bytes that virtio-rng has given and nobody has used; asking for many at once is asking seldom. */
static uint8_t pool[64];
static uint32_t pool_left;

static uint64_t prng_state;

static uint64_t next_from_pool(void) {
  uint64_t value;
  while (pool_left < sizeof value) {
    pool_left += virtio_rng_fill(pool + pool_left, sizeof pool - pool_left);
  }
  pool_left -= sizeof value;
  memcpy(&value, pool + pool_left, sizeof value);
  return value;
}

static uint64_t next_from_prng(void) {
  return prng_next(&prng_state);
}

static uint64_t (*next)(void);

const char *random_start(void) {
  if (virtio_rng_start(NULL)) {
    next = next_from_pool;
    return "virtio-rng";
  }
  if (seed_present()) {
    next = seed_read;
    return "seed CSR";
  }
  prng_state = rdtime() | 1;
  next = next_from_prng;
  return "pseudo-random, from the clock";
}

uint64_t random_next(void) {
  return next();
}
