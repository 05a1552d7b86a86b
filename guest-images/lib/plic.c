#include "plic.h"

#include "board.h"
#include "print.h"
#include "trap.h"

/* Context 0 is M-mode of hart 0. */
#define PRIORITY(irq) (PLIC_BASE + 4UL * (irq))
#define ENABLE (PLIC_BASE + 0x2000)
#define THRESHOLD (PLIC_BASE + 0x200000)
#define CLAIM (PLIC_BASE + 0x200004)

enum { IRQS = 32 };

static plic_handler handlers[IRQS];

static void on_external(const struct trap_frame *frame) {
  (void)frame;
  uint32_t irq = mmio_read32(CLAIM);
  if (irq == 0) {
    return; /* its cause went away in the meantime */
  }
  if (irq >= IRQS || !handlers[irq]) {
    panic("external interrupt %u, which nobody has enabled", irq);
  }
  handlers[irq]();
  mmio_write32(CLAIM, irq);
}

void plic_enable(int irq, plic_handler handler) {
  handlers[irq] = handler;
  mmio_write32(PRIORITY(irq), 1);
  mmio_write32(THRESHOLD, 0);
  mmio_write32(ENABLE, mmio_read32(ENABLE) | 1u << irq);
  trap_on_external(on_external);
}
