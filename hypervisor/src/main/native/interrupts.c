/* Interrupt lines. Unicorn takes the interrupts by itself, once it has been made to notice them. */
#include "vcpu.h"

/* Interrupts that Unicorn has noted for delivery follow mip only when mip is written by name. */
void interrupts_notice(vcpu *v) {
  struct hart saved = *v->hart;
  v->hart->privilege = PRIVILEGE_M; /* the write is checked against it */
  hart_store(v);
  uint64_t mip = saved.mip;
  uc_reg_write(v->uc, UC_RISCV_REG_MIP, &mip);
  *v->hart = saved;
  hart_store(v);
}

enum { SSIP = 1 << 1, MSIP = 1 << 3, STIP = 1 << 5, MTIP = 1 << 7, SEIP = 1 << 9, MEIP = 1 << 11 };

/*
 * Machine mode may set SEIP by itself (privileged specification 3.1.9), so a line that has not moved
 * leaves its bit alone.
 */
void vmft_set_interrupt_lines(vcpu *v, uint32_t lines) {
  /* Software of the machine's own in machine mode writes STIP by itself. */
  uint64_t driven = MSIP | MTIP | SEIP | MEIP | (v->is_firmware ? STIP : 0);
  uint64_t moved = (lines ^ v->lines) & driven;
  v->lines = lines;
  hart_load(v);
  uint64_t mip = (v->hart->mip & ~moved) | (lines & moved);
  if (mip == v->hart->mip) return;
  v->hart->mip = mip;
  interrupts_notice(v);
}

void vmft_raise_supervisor_software_interrupt(vcpu *v) {
  hart_load(v);
  v->hart->mip |= SSIP;
  interrupts_notice(v);
}

uint32_t vmft_interrupt_pending(vcpu *v) {
  hart_load(v);
  return (v->hart->mip & v->hart->mie) != 0;
}
