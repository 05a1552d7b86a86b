#include "clients.h"

#include <stddef.h>

#include "ticks.h"

enum { BUCKETS = 1024 };

static struct client clients[CLIENTS_MAX];
static uint32_t count;

/* Chains of clients: number + 1, so that 0 can stand for none. */
static uint16_t buckets[BUCKETS];

static uint16_t *bucket_of(uint64_t id) {
  return &buckets[(id * 0x9e3779b97f4a7c15u >> 32) % BUCKETS];
}

struct client *clients_find(uint64_t id) {
  for (uint16_t number = *bucket_of(id); number != 0; number = clients[number - 1].next_in_bucket) {
    if (clients[number - 1].id == id) {
      return &clients[number - 1];
    }
  }
  return NULL;
}

static uint32_t longest_silent(void) {
  uint32_t oldest = 0;
  for (uint32_t i = 1; i < CLIENTS_MAX; i++) {
    if (clients[i].last_tick < clients[oldest].last_tick) {
      oldest = i;
    }
  }
  return oldest;
}

static void unlink_from_bucket(const struct client *client) {
  uint16_t *link = bucket_of(client->id);
  while (&clients[*link - 1] != client) {
    link = &clients[*link - 1].next_in_bucket;
  }
  *link = client->next_in_bucket;
}

/* A place that is free, or becomes so by forgetting; NULL when nobody has been silent for long enough. */
static struct client *make_room(uint64_t now_tick) {
  if (count < CLIENTS_MAX) {
    return &clients[count++];
  }
  struct client *oldest = &clients[longest_silent()];
  if (now_tick - oldest->last_tick < CLIENT_MEMORY_TICKS) {
    return NULL;
  }
  unlink_from_bucket(oldest);
  return oldest;
}

struct client *clients_add(uint64_t id, uint64_t now_tick) {
  struct client *client = make_room(now_tick);
  if (!client) {
    return NULL;
  }
  uint16_t *bucket = bucket_of(id);
  *client = (struct client){.id = id, .last_tick = now_tick, .next_in_bucket = *bucket};
  *bucket = (uint16_t)(client - clients + 1);
  return client;
}

uint32_t clients_count(void) {
  return count;
}
