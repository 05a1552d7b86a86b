/* The Internet checksum (RFC 1071). */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Adds bytes to an unfinished sum. Only the last piece may have an odd length. */
uint32_t checksum_add(uint32_t sum, const void *bytes, size_t length);

/* Adds the pseudo header of UDP. Addresses as they stand in the packet. */
uint32_t checksum_pseudo_header(uint32_t source, uint32_t destination, uint8_t protocol, uint16_t length);

/* The checksum, ready to be stored in a packet. Over bytes that bear a right one it is 0. */
uint16_t checksum_finish(uint32_t sum);
