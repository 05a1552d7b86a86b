/* The four functions that the compiler itself may call. */
#include "memory.h"

#include <stdint.h>

typedef uint64_t __attribute__((may_alias)) word;

static int aligned(const void *address) {
  return ((uintptr_t)address & 7) == 0;
}

void *memcpy(void *restrict to, const void *restrict from, size_t length) {
  uint8_t *out = to;
  const uint8_t *in = from;
  if (aligned(out) && aligned(in)) {
    for (; length >= 8; length -= 8, out += 8, in += 8) {
      *(word *)out = *(const word *)in;
    }
  }
  while (length-- > 0) {
    *out++ = *in++;
  }
  return to;
}

void *memmove(void *to, const void *from, size_t length) {
  uint8_t *out = to;
  const uint8_t *in = from;
  if (out <= in) {
    while (length-- > 0) {
      *out++ = *in++;
    }
  } else {
    while (length-- > 0) {
      out[length] = in[length];
    }
  }
  return to;
}

void *memset(void *to, int value, size_t length) {
  uint8_t *out = to;
  if (aligned(out)) {
    uint64_t pattern = 0x0101010101010101u * (uint8_t)value;
    for (; length >= 8; length -= 8, out += 8) {
      *(word *)out = pattern;
    }
  }
  while (length-- > 0) {
    *out++ = (uint8_t)value;
  }
  return to;
}

int memcmp(const void *left, const void *right, size_t length) {
  const uint8_t *a = left;
  const uint8_t *b = right;
  for (; length > 0; length--, a++, b++) {
    if (*a != *b) {
      return *a - *b;
    }
  }
  return 0;
}
