#include "checksum.h"

#include "packet.h"

uint32_t checksum_add(uint32_t sum, const void *bytes, size_t length) {
  const uint8_t *at = bytes;
  for (; length >= 2; length -= 2, at += 2) {
    sum += (uint32_t)(at[0] << 8 | at[1]);
  }
  return length == 0 ? sum : sum + (uint32_t)(at[0] << 8);
}

static uint32_t add_address(uint32_t sum, uint32_t address) {
  uint32_t value = net32(address);
  return sum + (value >> 16) + (value & 0xffff);
}

uint32_t checksum_pseudo_header(uint32_t source, uint32_t destination, uint8_t protocol, uint16_t length) {
  return add_address(add_address(0, source), destination) + protocol + length;
}

uint16_t checksum_finish(uint32_t sum) {
  while (sum >> 16) {
    sum = (sum & 0xffff) + (sum >> 16);
  }
  return net16((uint16_t)~sum);
}
