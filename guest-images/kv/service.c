#include "service.h"

#include <stdbool.h>

#include "clients.h"
#include "clint.h"
#include "memory.h"
#include "operations.h"
#include "protocol.h"

struct service_counts service_counts;

/* Enough of a request to say to whom and to what an answer is. */
enum { IDENTITY_BYTES = 20 };

static struct kv_response answer_to(const struct kv_request *request, uint8_t status) {
  return (struct kv_response){
      .magic = KV_MAGIC,
      .client = request->client,
      .sequence = request->sequence,
      .status = status,
  };
}

static struct kv_response refuse(const struct kv_request *request, uint8_t status) {
  service_counts.refused++;
  return answer_to(request, status);
}

/* Applies a request that is new, and keeps the answer for repeats of it. */
static struct kv_response apply(const struct kv_request *request, struct client *client) {
  struct kv_response response = answer_to(request, KV_OK);
  operation_apply(request, &response);
  client->last = response;
  service_counts.applied++;
  return response;
}

static struct kv_response serve_known(const struct kv_request *request, struct client *client) {
  client->last_tick = ticks();
  if (request->sequence > client->last.sequence) {
    return apply(request, client);
  }
  if (request->sequence < client->last.sequence) {
    return refuse(request, KV_STALE);
  }
  service_counts.repeated++;
  return client->last;
}

static struct kv_response serve(const struct kv_request *request) {
  struct client *client = clients_find(request->client);
  if (client) {
    return serve_known(request, client);
  }
  client = clients_add(request->client, ticks());
  return client ? apply(request, client) : refuse(request, KV_FULL);
}

size_t service_answer(const uint8_t *bytes, size_t length, uint8_t *out) {
  struct kv_request request = {0};
  memcpy(&request, bytes, length < sizeof request ? length : sizeof request);
  if (length < IDENTITY_BYTES || request.magic != KV_MAGIC) {
    return 0;
  }
  bool good = length == sizeof request && operation_known(request.operation);
  struct kv_response response = good ? serve(&request) : refuse(&request, KV_BAD_REQUEST);
  memcpy(out, &response, sizeof response);
  return sizeof response;
}
