/* A key-value store on the network: 10.0.2.15, UDP port 7000, see PROTOCOL.md. */
#include "clients.h"
#include "clint.h"
#include "csr.h"
#include "inet.h"
#include "print.h"
#include "protocol.h"
#include "random.h"
#include "service.h"
#include "store.h"
#include "ticks.h"
#include "virtio_net.h"

enum { ADDRESS = 0x0a00020f };

/* A line of figures after so many requests. */
enum { REQUESTS_A_LINE = 1000 };

/* Answers leave at the latest after so many frames, however many more are waiting. */
enum { FRAMES_A_FLUSH = 32 };

static uint64_t requests(void) {
  return service_counts.applied + service_counts.repeated + service_counts.refused;
}

static void print_figures_now_and_then(void) {
  static uint64_t next = REQUESTS_A_LINE;
  if (requests() < next) {
    return;
  }
  next += REQUESTS_A_LINE;
  print("~kv: %lu requests, %lu repeated, %lu refused; %u keys, %u clients\n", requests(), service_counts.repeated,
        service_counts.refused, store_keys(), clients_count());
}

static void sleep_until_a_frame_comes(void) {
  interrupts_off();
  while (!net_has_received()) {
    wait_for_interrupt();
    interrupts_on(); /* here the interrupt is taken */
    interrupts_off();
  }
  interrupts_on();
}

static void serve_waiting_frames(void) {
  struct frame frame;
  for (int i = 0; i < FRAMES_A_FLUSH && net_receive(&frame); i++) {
    inet_handle(&frame);
    net_release(&frame);
  }
  net_flush();
}

int main(void) {
  uint8_t mac[MAC_BYTES];
  if (!net_start(mac)) {
    panic("kv: expected a virtio-net device, found none");
  }
  print("~kv: tokens from %s\n", random_start());
  ticks_start(TICKS_A_SECOND);
  interrupts_on();
  inet_start(mac, ADDRESS, KV_PORT, service_answer);
  print("kv: 10.0.2.15:%d ready\n", KV_PORT);
  for (;;) {
    sleep_until_a_frame_comes();
    serve_waiting_frames();
    print_figures_now_and_then();
  }
}
