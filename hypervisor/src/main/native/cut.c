/*
 * Ends a block early, so that the hart comes to stand before an instruction in the midst of it.
 *
 * Unicorn ends a block at an address that it knows as an exit when it translates. So the block is
 * translated anew with such an exit, run, and forgotten again.
 */
#include "vcpu.h"

static void forget_block(vcpu *v) { uc_ctl_remove_cache(v->uc, v->cut.from, v->cut.at + 2); }

void cut_before(vcpu *v, uint64_t from, uint64_t at, bool forbidden) {
  v->cut = (struct cut){.from = from, .at = at, .forbidden = forbidden, .due = true};
  stop_and_resume(v);
}

bool cut_begin(vcpu *v, uint64_t pc) {
  v->cut.due = false;
  if (pc != v->cut.from || pc == v->cut.at) return false;
  forget_block(v);
  uc_ctl_set_exits(v->uc, &v->cut.at, (size_t)1);
  v->cut.active = true;
  v->cut.begun = false;
  return true;
}

void cut_end(vcpu *v) {
  v->cut.active = false;
  uc_ctl_set_exits(v->uc, NULL, (size_t)0);
  forget_block(v);
}
