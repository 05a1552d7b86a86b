/* The key-value service: a datagram in, a datagram out. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct service_counts {
  uint64_t applied;
  uint64_t repeated; /* answered again, not applied again */
  uint64_t refused;  /* BAD_REQUEST, STALE, and FULL for want of room for the client */
};

extern struct service_counts service_counts;

/* Answers a request as PROTOCOL.md says; 0 bytes for what is no request. */
size_t service_answer(const uint8_t *request, size_t length, uint8_t *response);
