#include "checksum.h"
#include "inet_internal.h"

enum { VERSION_4 = 4 << 4, PLAIN_HEADER_WORDS = 5, HOPS = 64 };

/* Checks the header against the frame and cuts off what Ethernet padded. */
static bool parse(const struct frame *frame, struct ipv4_packet *packet) {
  size_t room = frame->length - sizeof(struct ethernet);
  packet->ethernet = (const struct ethernet *)frame->bytes;
  packet->header = (const struct ipv4 *)(packet->ethernet + 1);
  const struct ipv4 *header = packet->header;
  if (room < sizeof *header || (header->version_and_words & 0xf0) != VERSION_4) {
    return false;
  }
  size_t header_bytes = 4 * (size_t)(header->version_and_words & 0x0f);
  size_t length = net16(header->length);
  if (header_bytes < sizeof *header || length < header_bytes || length > room) {
    return false;
  }
  packet->payload = (const uint8_t *)header + header_bytes;
  packet->length = length - header_bytes;
  return checksum_finish(checksum_add(0, header, header_bytes)) == 0;
}

static bool is_whole_and_for_us(const struct ipv4 *header) {
  return header->destination == inet_host.address && (net16(header->fragment) & IP_FRAGMENT_MASK) == 0;
}

void ipv4_handle(const struct frame *frame) {
  struct ipv4_packet packet;
  if (!parse(frame, &packet) || !is_whole_and_for_us(packet.header)) {
    return;
  }
  switch (packet.header->protocol) {
    case IP_ICMP:
      icmp_handle(&packet);
      break;
    case IP_UDP:
      udp_handle(&packet);
      break;
  }
}

uint8_t *ipv4_payload(const struct frame *answer) {
  return answer->bytes + sizeof(struct ethernet) + sizeof(struct ipv4);
}

void ipv4_send(struct frame *answer, const struct ipv4_packet *to, size_t payload_length) {
  struct ethernet *ethernet = (struct ethernet *)answer->bytes;
  struct ipv4 *header = (struct ipv4 *)(ethernet + 1);
  ethernet_fill(ethernet, to->ethernet->from, ETHERTYPE_IPV4);
  *header = (struct ipv4){
      .version_and_words = VERSION_4 | PLAIN_HEADER_WORDS,
      .length = net16((uint16_t)(sizeof *header + payload_length)),
      .fragment = net16(IP_DONT_FRAGMENT),
      .hops = HOPS,
      .protocol = to->header->protocol,
      .source = inet_host.address,
      .destination = to->header->source,
  };
  header->checksum = checksum_finish(checksum_add(0, header, sizeof *header));
  answer->length = sizeof *ethernet + sizeof *header + payload_length;
  net_send(answer);
}
