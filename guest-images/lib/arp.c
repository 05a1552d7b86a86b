#include "inet_internal.h"
#include "memory.h"

struct arp_frame {
  struct ethernet ethernet;
  struct arp arp;
} __attribute__((packed));

static void send(const uint8_t to[MAC_BYTES], uint16_t operation, const uint8_t target_mac[MAC_BYTES],
                 uint32_t target) {
  struct frame answer = net_buffer();
  struct arp_frame *out = (struct arp_frame *)answer.bytes;
  ethernet_fill(&out->ethernet, to, ETHERTYPE_ARP);
  out->arp = (struct arp){
      .hardware = net16(ARP_ETHERNET),
      .protocol = net16(ETHERTYPE_IPV4),
      .hardware_bytes = MAC_BYTES,
      .protocol_bytes = sizeof(uint32_t),
      .operation = net16(operation),
      .sender = inet_host.address,
      .target = target,
  };
  memcpy(out->arp.sender_mac, inet_host.mac, MAC_BYTES);
  memcpy(out->arp.target_mac, target_mac, MAC_BYTES);
  answer.length = sizeof *out;
  net_send(&answer);
}

/* Gratuitous ARP: a request for the own address, so that a switch learns where it lives. */
void arp_announce(void) {
  static const uint8_t nobody[MAC_BYTES];
  send(ethernet_broadcast, ARP_REQUEST, nobody, inet_host.address);
}

void arp_handle(const struct frame *frame) {
  const struct arp_frame *in = (const struct arp_frame *)frame->bytes;
  if (frame->length < sizeof *in) {
    return;
  }
  const struct arp *arp = &in->arp;
  bool asks_for_us = arp->hardware == net16(ARP_ETHERNET) && arp->protocol == net16(ETHERTYPE_IPV4) &&
                     arp->hardware_bytes == MAC_BYTES && arp->protocol_bytes == sizeof(uint32_t) &&
                     arp->operation == net16(ARP_REQUEST) && arp->target == inet_host.address &&
                     arp->sender != inet_host.address;
  if (asks_for_us) {
    send(in->ethernet.from, ARP_REPLY, arp->sender_mac, arp->sender);
  }
}
