/* What each operation does to the store. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "protocol.h"

bool operation_known(uint8_t operation);

/* Applies a known operation and fills in status, value and previous of the response. */
void operation_apply(const struct kv_request *request, struct kv_response *response);
