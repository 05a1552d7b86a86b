/* The way of the guest's loads and stores to devices, which live in Java. */
#include <stdlib.h>

#include "vcpu.h"

static uint64_t device_read(uc_engine *uc, uint64_t offset, unsigned size, void *user) {
  (void)uc;
  const struct window *window = user;
  vcpu *v = window->owner;
  v->in_device = true;
  uint64_t value = v->mmio_read(window->base + offset, size);
  v->in_device = false;
  return value;
}

static void device_write(uc_engine *uc, uint64_t offset, unsigned size, uint64_t value,
                         void *user) {
  (void)uc;
  const struct window *window = user;
  vcpu *v = window->owner;
  v->in_device = true;
  v->mmio_write(window->base + offset, size, value);
  v->in_device = false;
}

uc_err devices_map(vcpu *v, const uint64_t *windows, uint32_t count) {
  v->windows = calloc(count ? count : 1, sizeof *v->windows);
  if (!v->windows) return UC_ERR_NOMEM;
  for (uint32_t i = 0; i < count; i++) {
    struct window *window = &v->windows[i];
    *window = (struct window){v, windows[2 * i]};
    uc_err error = uc_mmio_map(v->uc, window->base, windows[2 * i + 1], device_read, window,
                               device_write, window);
    if (error != UC_ERR_OK) return error;
  }
  return UC_ERR_OK;
}
