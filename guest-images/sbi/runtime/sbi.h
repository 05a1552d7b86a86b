/* Calls to the firmware: RISC-V Supervisor Binary Interface Specification, version 2.0. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum sbi_extension {
  SBI_LEGACY_SET_TIMER = 0,
  SBI_LEGACY_PUTCHAR = 1,
  SBI_LEGACY_GETCHAR = 2,
  SBI_LEGACY_SHUTDOWN = 8,
  SBI_BASE = 0x10,
  SBI_TIME = 0x54494d45,
  SBI_IPI = 0x735049,
  SBI_RFENCE = 0x52464e43,
  SBI_HSM = 0x48534d,
  SBI_SRST = 0x53525354,
  SBI_DBCN = 0x4442434e,
};

enum sbi_error {
  SBI_SUCCESS = 0,
  SBI_FAILED = -1,
  SBI_NOT_SUPPORTED = -2,
  SBI_INVALID_PARAM = -3,
  SBI_ALREADY_AVAILABLE = -6,
};

enum sbi_reset { SBI_SHUTDOWN = 0, SBI_COLD_REBOOT = 1, SBI_WARM_REBOOT = 2 };

struct sbi_result {
  int64_t error; /* a0: an sbi_error; of a legacy call the answer itself */
  int64_t value; /* a1; a legacy call leaves it alone */
};

/* Any call, with four arguments; a1 is the second. */
static inline struct sbi_result sbi_call(uint64_t extension, uint64_t function, uint64_t first, uint64_t second,
                                         uint64_t third, uint64_t fourth) {
  register uint64_t a0 __asm__("a0") = first;
  register uint64_t a1 __asm__("a1") = second;
  register uint64_t a2 __asm__("a2") = third;
  register uint64_t a3 __asm__("a3") = fourth;
  register uint64_t a6 __asm__("a6") = function;
  register uint64_t a7 __asm__("a7") = extension;
  __asm__ volatile("ecall" : "+r"(a0), "+r"(a1) : "r"(a2), "r"(a3), "r"(a6), "r"(a7) : "memory");
  return (struct sbi_result){.error = (int64_t)a0, .value = (int64_t)a1};
}

/* Whether the firmware has an extension. */
bool sbi_has(uint64_t extension);

/* The timer interrupt becomes pending at this rdtime; takes back one that is. */
void sbi_set_timer(uint64_t time);

/* A byte that was typed; -1 for none. */
int sbi_getchar(void);

_Noreturn void sbi_reset(enum sbi_reset type);
