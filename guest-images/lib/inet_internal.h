/* What the parts of the IPv4 host share. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "inet.h"
#include "packet.h"

struct inet_host {
  uint8_t mac[MAC_BYTES];
  uint32_t address; /* as in a packet */
  uint16_t port;
  udp_service service;
};

extern struct inet_host inet_host;

extern const uint8_t ethernet_broadcast[MAC_BYTES];

void ethernet_fill(struct ethernet *ethernet, const uint8_t to[MAC_BYTES], uint16_t type);

void arp_announce(void);
void arp_handle(const struct frame *frame);

void ipv4_handle(const struct frame *frame);

/* An IPv4 packet that was checked: whole, not a fragment, for this host. */
struct ipv4_packet {
  const struct ethernet *ethernet;
  const struct ipv4 *header;
  const uint8_t *payload;
  size_t length; /* of the payload */
};

/* Where the payload of an answer goes in its frame; the header is written by ipv4_send. */
uint8_t *ipv4_payload(const struct frame *answer);
void ipv4_send(struct frame *answer, const struct ipv4_packet *to, size_t payload_length);

void icmp_handle(const struct ipv4_packet *packet);
void udp_handle(const struct ipv4_packet *packet);
