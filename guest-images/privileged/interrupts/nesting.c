/*
 * A handler that allows interrupts again is interrupted itself. The handlers are a guest's own, in supervisor mode: a
 * timer's that pends a software interrupt, lets it in, and goes on.
 */
#include "check.h"
#include "interrupts.h"
#include "run.h"

SNIPPET_LABEL(outer_interrupted);
SNIPPET_LABEL(nested_end);

/* s0 tells the story, a digit an event; a0 the bits of SSIP. */
SNIPPET(nested_handler,
        " csrr t0, scause\n"
        " slli t0, t0, 1\n"
        " srli t0, t0, 1\n"
        " slli s0, s0, 4\n"
        " add s0, s0, t0\n"
        " li t1, 1\n" /* software: acknowledge and return */
        " bne t0, t1, 1f\n"
        " csrc sip, a0\n"
        " sret\n"
        "1: csrc sie, a1\n" /* timer: no more of it; then let a software interrupt in */
        " csrr s1, sepc\n"
        " csrr s2, sstatus\n"
        " csrs sip, a0\n"
        " csrsi sstatus, 2\n"
        "outer_interrupted: nop\n"
        " slli s0, s0, 4\n"
        " addi s0, s0, 15\n"
        " csrci sstatus, 2\n"
        " csrw sepc, s1\n"
        " csrw sstatus, s2\n"
        " sret\n");

SNIPPET(nested_main,
        " csrsi sstatus, 2\n" /* the timer's is pending: it comes before the next instruction */
        " slli s0, s0, 4\n"
        " addi s0, s0, 14\n"
        "nested_end: ecall\n");

void nesting_check(void) {
  static struct run run;
  check_group("an interrupt within a handler");
  CSR_WRITE(mideleg, DELEGATE_INTERRUPTS);
  CSR_WRITE(mie, 1UL << INTERRUPT_STI | 1UL << INTERRUPT_SSI);
  CSR_WRITE(stvec, (uintptr_t)nested_handler);
  CSR_SET(mip, 1UL << INTERRUPT_STI);
  run_code(&run, MODE_S, nested_main, 1UL << INTERRUPT_SSI, 1UL << INTERRUPT_STI);
  CSR_CLEAR(mip, 1UL << INTERRUPT_STI);
  check_equal("end", (uintptr_t)nested_end, run.trap.epc);
  check_equal("cause", CAUSE_ECALL_S, run.trap.cause);
  check_equal("order of events", 0x51fe, run.x[8]);
  check_equal("SIE at the end", STATUS_SIE, run.trap.status & STATUS_SIE);
  run_reset();
}
