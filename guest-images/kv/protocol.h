/* The wire format that PROTOCOL.md describes. */
#pragma once

#include <stdint.h>

#define KV_MAGIC 0x0031564bu /* "KV1\0" */

enum { KV_PORT = 7000 };

enum kv_operation { KV_GET = 1, KV_PUT, KV_ADD, KV_CAS, KV_TOKEN, KV_TIME };

enum kv_status { KV_OK, KV_NOT_FOUND, KV_CAS_FAILED, KV_BAD_REQUEST, KV_FULL, KV_STALE };

struct kv_request {
  uint32_t magic;
  uint64_t client;
  uint64_t sequence;
  uint8_t operation;
  uint64_t key;
  uint64_t value;
  uint64_t expected;
} __attribute__((packed));

struct kv_response {
  uint32_t magic;
  uint64_t client;
  uint64_t sequence;
  uint8_t status;
  uint64_t value;
  uint64_t previous;
} __attribute__((packed));

_Static_assert(sizeof(struct kv_request) == 45, "request as in PROTOCOL.md");
_Static_assert(sizeof(struct kv_response) == 37, "response as in PROTOCOL.md");
