/* Which interrupt is taken, and where: every enable bit, every mode, delegated or not. Pending bits are set by hand. */
#include "check.h"
#include "interrupts.h"
#include "run.h"

/* Either the interrupt comes at once, or the ecall does. */
SNIPPET(open_to_interrupts, "ecall\n");

static const uint64_t supervisor_interrupts[] = {INTERRUPT_SSI, INTERRUPT_STI, INTERRUPT_SEI};
static const enum mode modes[] = {MODE_U, MODE_S, MODE_M};

struct setting {
  uint64_t number;
  enum mode mode;
  bool delegated, enabled /* in mie */, globally /* xIE of the mode it is run in */;
};

/* The mode that takes the interrupt, or -1 when it stays pending (privileged specification 3.1.9). */
static int expected_mode(const struct setting *s) {
  if (!s->enabled) {
    return -1;
  }
  enum mode to = s->delegated ? MODE_S : MODE_M;
  if (s->mode > to) {
    return -1;
  }
  return s->mode < to || s->globally ? (int)to : -1;
}

static void run_setting(const struct setting *s) {
  static struct run run;
  uint64_t bit = 1UL << s->number;
  check_case("%lu in %s, delegated/enabled/globally %lx", s->number, mode_name(s->mode),
             (uint64_t)s->delegated << 8 | (uint64_t)s->enabled << 4 | s->globally);
  CSR_WRITE(mideleg, s->delegated ? bit : 0);
  CSR_WRITE(mie, s->enabled ? bit : DELEGATE_INTERRUPTS & ~bit);
  CSR_SET(mip, bit);
  run.pc = (uintptr_t)open_to_interrupts;
  run_in(&run, s->mode, s->globally ? STATUS_MPIE | STATUS_SIE : 0);
  int to = expected_mode(s);
  check_equal("interrupt", to >= 0, run.trap.cause >> 63);
  if (to >= 0) {
    check_equal("cause", CAUSE_INTERRUPT | s->number, run.trap.cause);
    check_equal("taken in", (uint64_t)to, run.trap.taken_in);
    check_equal("epc", (uintptr_t)open_to_interrupts, run.trap.epc);
  }
  check_equal("pending", bit, CSR_READ(mip) & bit);
  CSR_CLEAR(mip, bit);
  CSR_WRITE(mie, 0);
}

void routing_check(void) {
  check_group("routing of interrupts");
  for (unsigned i = 0; i < 3; i++) {
    for (unsigned m = 0; m < 3; m++) {
      for (unsigned bits = 0; bits < 8; bits++) {
        struct setting setting = {supervisor_interrupts[i], modes[m], bits & 1, bits & 2, bits & 4};
        run_setting(&setting);
      }
    }
  }
  run_reset();
}
