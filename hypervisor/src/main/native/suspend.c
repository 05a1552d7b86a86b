/*
 * Lets a run stand still without leaving Unicorn.
 *
 * Whoever enters Unicorn makes it look up the block to begin with, and that goes through the TLB: an
 * entry comes in, another goes out. The guest can see such traces, in accessed bits, and in pages
 * that it has mapped otherwise without a fence. But where a run stands still is not in the log: it
 * stops for whoever wants to look, at other places on each replica.
 *
 * So Unicorn runs on a stack of its own. To stand still before a block is to change stacks in the
 * middle of the BLOCK hook, and Unicorn learns nothing of it. It is left only where something is
 * to be done that it cannot do meanwhile; all of that is the guest's doing or in the log.
 *
 * Calls to devices change stacks as well: Java runs on stacks of its own threads only.
 */
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "vcpu.h"

struct suspension {
  ucontext_t engine, caller;
  uint8_t *stack;
};

enum { STACK_BYTES = 1 << 20, GUARD_BYTES = 1 << 16 /* a multiple of any page */ };

/* makecontext passes words of 32 bits. */
static void engine_body(unsigned low, unsigned high) {
  engine_loop((vcpu *)((uintptr_t)high << 32 | low));
}

static bool make_stack(struct suspension *s) {
  void *mapping = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapping == MAP_FAILED) return false;
  s->stack = mapping;
  return mprotect(mapping, GUARD_BYTES, PROT_NONE) == 0 && getcontext(&s->engine) == 0;
}

bool suspend_create(vcpu *v) {
  struct suspension *s = v->suspension = calloc(1, sizeof *s);
  if (!s || !make_stack(s)) return false;
  s->engine.uc_stack.ss_sp = s->stack;
  s->engine.uc_stack.ss_size = STACK_BYTES;
  uintptr_t self = (uintptr_t)v;
  makecontext(&s->engine, (void (*)(void))(uintptr_t)engine_body, 2, (unsigned)self,
              (unsigned)(self >> 32));
  return true;
}

void suspend_destroy(vcpu *v) {
  if (!v->suspension) return;
  if (v->suspension->stack) munmap(v->suspension->stack, STACK_BYTES);
  free(v->suspension);
}

static void to_engine(vcpu *v) { swapcontext(&v->suspension->caller, &v->suspension->engine); }

void suspend_engine(vcpu *v) { swapcontext(&v->suspension->engine, &v->suspension->caller); }

bool suspend_before(vcpu *v, uint64_t pc) {
  v->standing = true;
  v->standing_pc = pc;
  suspend_engine(v);
  v->standing = false;
  if (!v->leaving) return true;
  v->leaving = false;
  uc_emu_stop(v->uc);
  return false;
}

static void serve(vcpu *v) {
  struct device_access *access = &v->access;
  v->in_device = true;
  if (access->store)
    v->mmio_write(access->address, access->size, access->value);
  else
    access->value = v->mmio_read(access->address, access->size);
  v->in_device = false;
  access->asked = false;
}

void suspend_advance(vcpu *v) {
  to_engine(v);
  while (v->access.asked) {
    serve(v);
    to_engine(v);
  }
}

void suspend_leave(vcpu *v) {
  if (!v->standing) return;
  v->leaving = true;
  to_engine(v);
}
