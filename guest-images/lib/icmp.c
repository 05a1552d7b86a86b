#include "checksum.h"
#include "inet_internal.h"
#include "memory.h"

/* So long that the answer, which repeats it, fits into a frame. */
enum { MESSAGE_MAX = FRAME_MAX - sizeof(struct ethernet) - sizeof(struct ipv4) };

static bool is_echo(const struct ipv4_packet *packet) {
  const struct icmp *request = (const struct icmp *)packet->payload;
  return packet->length >= sizeof *request && packet->length <= MESSAGE_MAX && request->type == ICMP_ECHO &&
         request->code == 0 && checksum_finish(checksum_add(0, request, packet->length)) == 0;
}

void icmp_handle(const struct ipv4_packet *packet) {
  if (!is_echo(packet)) {
    return;
  }
  struct frame answer = net_buffer();
  struct icmp *reply = (struct icmp *)ipv4_payload(&answer);
  memmove(reply, packet->payload, packet->length);
  reply->type = ICMP_ECHO_REPLY;
  reply->checksum = 0;
  reply->checksum = checksum_finish(checksum_add(0, reply, packet->length));
  ipv4_send(&answer, packet, packet->length);
}
