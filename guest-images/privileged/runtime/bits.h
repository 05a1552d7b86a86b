/* Bits of the control and status registers, and causes of traps, by their names in the privileged specification. */
#pragma once

#include "csr.h"
#include "trap.h"

enum mode { MODE_U = 0, MODE_S = 1, MODE_M = 3 };

#define STATUS_SIE (1UL << 1)
#define STATUS_MIE (1UL << 3)
#define STATUS_SPIE (1UL << 5)
#define STATUS_MPIE (1UL << 7)
#define STATUS_SPP (1UL << 8)
#define STATUS_MPP (3UL << 11)
#define STATUS_FS (3UL << 13)
#define STATUS_FS_INITIAL (1UL << 13)
#define STATUS_MPRV (1UL << 17)
#define STATUS_SUM (1UL << 18)
#define STATUS_MXR (1UL << 19)
#define STATUS_TVM (1UL << 20)
#define STATUS_TW (1UL << 21)
#define STATUS_TSR (1UL << 22)
#define STATUS_SD (1UL << 63)

enum {
  CAUSE_LOAD_MISALIGNED = 4,
  CAUSE_STORE_MISALIGNED = 6,
  CAUSE_ECALL_U = 8,
  CAUSE_ECALL_S = 9,
  CAUSE_FETCH_PAGE = 12,
  CAUSE_LOAD_PAGE = 13,
  CAUSE_STORE_PAGE = 15,
};

#define CAUSE_INTERRUPT (1UL << 63)

enum {
  INTERRUPT_SSI = 1,
  INTERRUPT_MSI = 3,
  INTERRUPT_STI = 5,
  INTERRUPT_MTI = 7,
  INTERRUPT_SEI = 9,
  INTERRUPT_MEI = 11,
};

/* Everything that may be delegated from S and U, ecall of S left out: it is the way back to machine mode. */
#define DELEGATE_ALL 0xb1ffUL
#define DELEGATE_INTERRUPTS (1UL << INTERRUPT_SSI | 1UL << INTERRUPT_STI | 1UL << INTERRUPT_SEI)
