#include "operations.h"

#include "board.h"
#include "csr.h"
#include "random.h"
#include "store.h"

bool operation_known(uint8_t operation) {
  return operation >= KV_GET && operation <= KV_TIME;
}

static void answer(struct kv_response *response, uint8_t status, uint64_t value, uint64_t previous) {
  response->status = status;
  response->value = value;
  response->previous = previous;
}

static void get(const struct kv_request *request, struct kv_response *response) {
  uint64_t value = 0;
  bool found = store_get(request->key, &value);
  answer(response, found ? KV_OK : KV_NOT_FOUND, value, value);
}

static void set(const struct kv_request *request, struct kv_response *response, uint64_t value, uint64_t previous) {
  if (store_put(request->key, value)) {
    answer(response, KV_OK, value, previous);
  } else {
    answer(response, KV_FULL, 0, 0);
  }
}

static void compare_and_set(const struct kv_request *request, struct kv_response *response) {
  uint64_t value = 0;
  if (!store_get(request->key, &value)) {
    answer(response, KV_NOT_FOUND, 0, 0);
  } else if (value != request->expected) {
    answer(response, KV_CAS_FAILED, value, value);
  } else {
    set(request, response, request->value, value);
  }
}

void operation_apply(const struct kv_request *request, struct kv_response *response) {
  uint64_t previous = 0;
  store_get(request->key, &previous);
  switch (request->operation) {
    case KV_GET:
      get(request, response);
      break;
    case KV_PUT:
      set(request, response, request->value, previous);
      break;
    case KV_ADD:
      set(request, response, previous + request->value, previous);
      break;
    case KV_CAS:
      compare_and_set(request, response);
      break;
    case KV_TOKEN:
      set(request, response, random_next(), previous);
      break;
    case KV_TIME:
      answer(response, KV_OK, rdtime() * NANOSECONDS_PER_TICK, 0);
      break;
  }
}
