#include "inet.h"

#include "inet_internal.h"
#include "memory.h"

struct inet_host inet_host;

const uint8_t ethernet_broadcast[MAC_BYTES] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

void inet_start(const uint8_t mac[MAC_BYTES], uint32_t address, uint16_t port, udp_service service) {
  memcpy(inet_host.mac, mac, MAC_BYTES);
  inet_host.address = net32(address);
  inet_host.port = port;
  inet_host.service = service;
  arp_announce();
  net_flush();
}

void ethernet_fill(struct ethernet *ethernet, const uint8_t to[MAC_BYTES], uint16_t type) {
  memcpy(ethernet->to, to, MAC_BYTES);
  memcpy(ethernet->from, inet_host.mac, MAC_BYTES);
  ethernet->type = net16(type);
}

static bool is_for_us(const struct ethernet *ethernet) {
  return memcmp(ethernet->to, inet_host.mac, MAC_BYTES) == 0 ||
         memcmp(ethernet->to, ethernet_broadcast, MAC_BYTES) == 0;
}

void inet_handle(const struct frame *frame) {
  const struct ethernet *ethernet = (const struct ethernet *)frame->bytes;
  if (frame->length < sizeof *ethernet || !is_for_us(ethernet)) {
    return;
  }
  switch (net16(ethernet->type)) {
    case ETHERTYPE_ARP:
      arp_handle(frame);
      break;
    case ETHERTYPE_IPV4:
      ipv4_handle(frame);
      break;
  }
}
