/* The way of the guest's loads and stores to devices, which live in Java. */
#include <stdlib.h>

#include "vcpu.h"

static uint64_t ask(const struct window *window, struct device_access access) {
  vcpu *v = window->owner;
  v->access = access;
  suspend_engine(v);
  return v->access.value;
}

static uint64_t device_read(uc_engine *uc, uint64_t offset, unsigned size, void *user) {
  (void)uc;
  const struct window *window = user;
  return ask(window, (struct device_access){
                         .asked = true, .size = size, .address = window->base + offset});
}

static void device_write(uc_engine *uc, uint64_t offset, unsigned size, uint64_t value,
                         void *user) {
  (void)uc;
  const struct window *window = user;
  ask(window, (struct device_access){.asked = true,
                                     .store = true,
                                     .size = size,
                                     .address = window->base + offset,
                                     .value = value});
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
