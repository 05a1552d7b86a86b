/* For firmware that is no part of the guest: registers of a caller, and fences. */
#include "vcpu.h"

void vmft_be_firmware(vcpu *v) { v->is_firmware = true; }

void vmft_read_registers(vcpu *v, uint32_t first, uint32_t count, uint64_t *values) {
  hart_load(v);
  for (uint32_t i = 0; i < count; i++) values[i] = v->hart->x[first + i];
}

void vmft_write_register(vcpu *v, uint32_t number, uint64_t value) {
  suspend_leave(v);
  uc_reg_write(v->uc, UC_RISCV_REG_X0 + (int)number, &value);
}

void vmft_fence_addresses(vcpu *v) {
  hosttime_follow(v);
  suspend_leave(v);
  uc_ctl_flush_tlb(v->uc);
}
