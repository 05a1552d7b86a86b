#include "virtio_console.h"

#include <stddef.h>

#include "memory.h"
#include "plic.h"
#include "print.h"
#include "virtio.h"

enum { RECEIVE = 0, TRANSMIT = 1, BUFFERS = 16, WRITE_MAX = 512 };

static struct virtio_device device;
static struct virtq receive;
static struct virtq transmit;
static uint8_t received[BUFFERS];
static char sent[WRITE_MAX];
static void (*listener)(void);

static void on_device_interrupt(void) {
  virtio_acknowledge(&device);
  listener();
}

bool virtio_console_start(void (*on_interrupt)(void)) {
  if (!virtio_find(VIRTIO_CONSOLE, &device)) {
    return false;
  }
  listener = on_interrupt;
  virtio_start(&device, 0);
  virtq_start(&receive, &device, RECEIVE);
  virtq_start(&transmit, &device, TRANSMIT);
  virtq_interrupt(&transmit, false);
  for (uint16_t id = 0; id < BUFFERS; id++) {
    virtq_add(&receive, id, &received[id], 1, true);
  }
  virtio_ready(&device);
  virtq_notify(&receive);
  plic_enable(device.irq, on_device_interrupt);
  return true;
}

bool virtio_console_get(uint8_t *byte) {
  uint16_t id;
  uint32_t length;
  if (!virtq_take(&receive, &id, &length)) {
    return false;
  }
  *byte = received[id];
  virtq_add(&receive, id, &received[id], 1, true);
  virtq_notify(&receive);
  return true;
}

void virtio_console_write(const char *text, uint32_t length) {
  while (length > 0) {
    uint32_t part = length < WRITE_MAX ? length : WRITE_MAX;
    memcpy(sent, text, part);
    virtq_add(&transmit, 0, sent, part, false);
    virtq_notify(&transmit);
    uint16_t id;
    uint32_t unused;
    while (!virtq_take(&transmit, &id, &unused)) {
    }
    text += part;
    length -= part;
  }
}
