/* What every client was answered last, so that a repeated request is answered and not applied again. */
#pragma once

#include <stdint.h>

#include "protocol.h"

enum { CLIENTS_MAX = 1024 };

struct client {
  uint64_t id;
  uint64_t last_tick; /* when it was heard last */
  struct kv_response last; /* meaningful once it has been answered */
  uint16_t next_in_bucket; /* number + 1; 0 ends the chain */
};

/* The client's place, or NULL when it is not known. */
struct client *clients_find(uint64_t id);

/* A place for a client that is not known; NULL when all are taken by clients heard within 60 seconds. */
struct client *clients_add(uint64_t id, uint64_t now_tick);

uint32_t clients_count(void);
