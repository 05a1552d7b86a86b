#include "checksum.h"
#include "inet_internal.h"

static uint32_t pseudo_header(const struct ipv4 *header, size_t length) {
  return checksum_pseudo_header(header->source, header->destination, IP_UDP, (uint16_t)length);
}

/* A checksum of 0 means that the sender made none. */
static bool is_undamaged(const struct ipv4_packet *packet, size_t length) {
  const struct udp *udp = (const struct udp *)packet->payload;
  return udp->checksum == 0 ||
         checksum_finish(checksum_add(pseudo_header(packet->header, length), udp, length)) == 0;
}

static bool is_for_the_service(const struct ipv4_packet *packet) {
  const struct udp *udp = (const struct udp *)packet->payload;
  if (packet->length < sizeof *udp || net16(udp->destination) != inet_host.port) {
    return false;
  }
  size_t length = net16(udp->length);
  return length >= sizeof *udp && length <= packet->length && is_undamaged(packet, length);
}

static void send(struct frame *answer, const struct ipv4_packet *to, size_t payload_length) {
  const struct udp *request = (const struct udp *)to->payload;
  struct udp *reply = (struct udp *)ipv4_payload(answer);
  size_t length = sizeof *reply + payload_length;
  *reply = (struct udp){
      .source = request->destination,
      .destination = request->source,
      .length = net16((uint16_t)length),
  };
  /* The request's header will do: the sum does not change when source and destination trade places. */
  uint16_t checksum = checksum_finish(checksum_add(pseudo_header(to->header, length), reply, length));
  reply->checksum = checksum == 0 ? 0xffff : checksum;
  ipv4_send(answer, to, length);
}

void udp_handle(const struct ipv4_packet *packet) {
  if (!is_for_the_service(packet)) {
    return;
  }
  const struct udp *request = (const struct udp *)packet->payload;
  struct frame answer = net_buffer();
  uint8_t *payload = ipv4_payload(&answer) + sizeof(struct udp);
  size_t request_length = net16(request->length) - sizeof *request;
  size_t length = inet_host.service(packet->payload + sizeof *request, request_length, payload);
  if (length == 0) {
    net_discard(&answer);
    return;
  }
  send(&answer, packet, length);
}
