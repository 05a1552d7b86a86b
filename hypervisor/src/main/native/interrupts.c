/* Interrupts. Unicorn takes them by itself, once it has been made to notice them. */
#include "vcpu.h"

enum { SSI = 1, MSI = 3, STI = 5, MTI = 7, SEI = 9, MEI = 11 };

/* Privileged specification, "Machine Interrupt Registers": highest priority first. */
static uint64_t first_of(uint64_t pending) {
  static const uint8_t order[] = {MEI, MSI, MTI, SEI, SSI, STI};
  for (unsigned i = 0; i < sizeof order; i++)
    if (pending >> order[i] & 1) return 1ull << order[i];
  return 0;
}

/*
 * Of several pending interrupts Unicorn takes the one with the lowest number. So it gets to see as
 * enabled only the one that comes first; those for machine mode come before those delegated.
 */
void interrupts_arrange(vcpu *v) {
  struct hart *hart = v->hart;
  uint64_t pending = hart->mip & v->mie, for_machine = pending & ~hart->mideleg;
  hart->mie = v->mie & ~(pending & ~first_of(for_machine ? for_machine : pending));
}

/* Interrupts that Unicorn has noted for delivery follow mip only when mip is written by name. */
void interrupts_notice(vcpu *v) {
  struct hart saved = *v->hart;
  v->hart->privilege = PRIVILEGE_M; /* the write is checked against it */
  hart_store(v);
  uint64_t mip = saved.mip;
  uc_reg_write(v->uc, UC_RISCV_REG_MIP, &mip);
  *v->hart = saved;
  hart_store(v);
  v->mip_written = false;
}

/*
 * Machine mode may set SEIP by itself (privileged specification 3.1.9), so a line that has not moved
 * leaves its bit alone.
 */
void vmft_set_interrupt_lines(vcpu *v, uint32_t lines) {
  /* Software of the machine's own in machine mode writes STIP by itself. */
  uint64_t driven = LINES | (v->is_firmware ? 1 << STI : 0);
  uint64_t moved = (lines ^ v->lines) & driven;
  v->lines = lines & driven;
  hart_load(v);
  uint64_t mip = (v->hart->mip & ~moved) | (lines & moved);
  if (mip == v->hart->mip) return;
  suspend_leave(v);
  hart_load(v);
  v->hart->mip = mip;
  interrupts_arrange(v);
  interrupts_notice(v);
}

void vmft_raise_supervisor_software_interrupt(vcpu *v) {
  hosttime_follow(v);
  suspend_leave(v);
  hart_load(v);
  v->hart->mip |= 1 << SSI;
  interrupts_arrange(v);
  interrupts_notice(v);
}

uint32_t vmft_interrupt_pending(vcpu *v) {
  hart_load(v);
  return (v->hart->mip & v->mie) != 0;
}
