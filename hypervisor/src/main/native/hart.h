/*
 * The CPU state as Unicorn 2.1.4 keeps it, at the start of what uc_context_save copies. Only the
 * order and the widths matter here; state.c finds the start of it and checks the places that we use
 * before anything relies on them.
 */
#ifndef VMFT_HART_H
#define VMFT_HART_H

#include <stdint.h>

enum { PMP_ENTRIES = 16 };

struct pmp_state {
  struct {
    uint64_t address;
    uint8_t config;
  } entry[PMP_ENTRIES];
  struct {
    uint64_t first, last;
  } range[PMP_ENTRIES]; /* derived from the entries */
  uint32_t active;      /* entries that are not off */
};

struct hart {
  uint64_t x[32];
  uint64_t f[32];
  uint64_t pc;
  uint64_t reservation, reserved_value; /* of LR */
  uint64_t frm;
  uint64_t fault_address, guest_fault_address;
  uint64_t privileged_version, misa, misa_mask;
  uint32_t features;
  uint64_t privilege, virtualization, reset_vector, mhartid;
  uint64_t mstatus, mip;
  uint32_t claimed_interrupts;
  uint64_t mie, mideleg;
  uint64_t sptbr, satp, stval, mtval, medeleg;
  uint64_t stvec, sepc, scause;
  uint64_t mtvec, mepc, mcause;
  uint64_t unused_mtval;
  uint64_t hypervisor[24]; /* of an extension that this model lacks */
  uint64_t scounteren, mcounteren, sscratch, mscratch;
  uint64_t host_interface[3];
  struct pmp_state pmp;
};

enum { PRIVILEGE_U = 0, PRIVILEGE_S = 1, PRIVILEGE_M = 3 };

enum {
  MSTATUS_SIE = 1 << 1,
  MSTATUS_MIE = 1 << 3,
  MSTATUS_SPIE = 1 << 5,
  MSTATUS_MPIE = 1 << 7,
  MSTATUS_SPP = 1 << 8,
  MSTATUS_MPP = 3 << 11,
  MSTATUS_FS = 3 << 13,
  MSTATUS_MPRV = 1 << 17,
  MSTATUS_SUM = 1 << 18,
  MSTATUS_MXR = 1 << 19,
  MSTATUS_TVM = 1 << 20,
  MSTATUS_TW = 1 << 21,
  MSTATUS_TSR = 1 << 22
};

enum {
  CAUSE_FETCH_ACCESS = 1,
  CAUSE_ILLEGAL = 2,
  CAUSE_BREAKPOINT = 3,
  CAUSE_LOAD_MISALIGNED = 4,
  CAUSE_LOAD_ACCESS = 5,
  CAUSE_STORE_MISALIGNED = 6,
  CAUSE_STORE_ACCESS = 7,
  CAUSE_ECALL = 8,
  CAUSE_FETCH_PAGE = 12,
  CAUSE_LOAD_PAGE = 13,
  CAUSE_STORE_PAGE = 15
};

#endif
