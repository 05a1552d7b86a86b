/* External interrupts of the one hart in M-mode. */
#pragma once

/* Runs in the trap, between claim and completion. */
typedef void (*plic_handler)(void);

/* Lets the interrupt through and calls the handler for it. Interrupts in general still have to be on. */
void plic_enable(int irq, plic_handler handler);
