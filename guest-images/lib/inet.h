/*
 * An IPv4 host that answers: ARP, ICMP echo and one UDP port. It only ever speaks to whom it was spoken to, so every
 * answer goes back to the Ethernet address it came from, and there is no table of neighbours.
 *
 * Frames that are damaged, cut short, fragmented or meant for somebody else are dropped without an answer.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "virtio_net.h"

enum { UDP_PAYLOAD_MAX = 1472 };

/* Answers a datagram: writes at most UDP_PAYLOAD_MAX bytes and returns their number; 0 for no answer. */
typedef size_t (*udp_service)(const uint8_t *request, size_t length, uint8_t *response);

/* Takes the address (10.0.2.15 is 0x0a00020f) and tells the network of it. Needs net_start before. */
void inet_start(const uint8_t mac[MAC_BYTES], uint32_t address, uint16_t port, udp_service service);

/* Looks at a received frame and queues the answer, if it asks for one. */
void inet_handle(const struct frame *frame);
