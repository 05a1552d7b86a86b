#include "run.h"

#include "memory.h"

extern const char run_machine_table[], run_supervisor_table[];
void run_enter(struct run *run);

#define PMP_EVERYTHING 0x1f /* NAPOT, read, write, execute */

uint64_t run_machine_vectors(void) {
  return (uintptr_t)run_machine_table;
}

uint64_t run_supervisor_vectors(void) {
  return (uintptr_t)run_supervisor_table;
}

void run_start(void) {
  CSR_WRITE(pmpaddr0, -1UL);
  CSR_WRITE(pmpcfg0, PMP_EVERYTHING);
  run_reset();
}

void run_reset(void) {
  CSR_WRITE(mstatus, STATUS_FS_INITIAL);
  CSR_WRITE(mie, 0);
  CSR_WRITE(mip, 0);
  CSR_WRITE(medeleg, 0);
  CSR_WRITE(mideleg, 0);
  CSR_WRITE(mtvec, run_machine_vectors());
  CSR_WRITE(stvec, run_supervisor_vectors());
  CSR_WRITE(satp, 0);
  CSR_WRITE(mcounteren, 7);
  CSR_WRITE(scounteren, 7);
  __asm__ volatile("sfence.vma" ::: "memory");
}

void run_in(struct run *run, enum mode mode, uint64_t status) {
  CSR_WRITE(mstatus, STATUS_FS_INITIAL | (uint64_t)mode << 11 | status);
  CSR_WRITE(mepc, run->pc);
  run_enter(run);
  CSR_WRITE(mstatus, STATUS_FS_INITIAL);
}

void run_code(struct run *run, enum mode mode, const void *pc, uint64_t a0, uint64_t a1) {
  memset(run, 0, sizeof *run);
  run->pc = (uintptr_t)pc;
  run->x[REG_A0] = a0;
  run->x[REG_A1] = a1;
  run_in(run, mode, 0);
}
