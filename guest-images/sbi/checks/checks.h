/* One group of checks for each extension of the firmware's interface. */
#pragma once

#include "check.h"
#include "sbi.h"

void base_check(void);
void registers_check(void);
void timer_check(void);
void interrupt_check(void);
void fences_check(void);
void harts_check(void);
void console_check(void);
void reset_check(void);
void legacy_check(void);

/* Calls with up to three arguments. */
#define CALL1(extension, function, a) sbi_call(extension, function, a, 0, 0, 0)
#define CALL2(extension, function, a, b) sbi_call(extension, function, a, b, 0, 0)
#define CALL3(extension, function, a, b, c) sbi_call(extension, function, a, b, c, 0)

static inline void check_error(const char *what, enum sbi_error expected, struct sbi_result found) {
  check_equal(what, (uint64_t)(int64_t)expected, (uint64_t)found.error);
}

/* For what older firmware answers otherwise than version 2.0 of the specification wants it. */
static inline void check_error_known(const char *difference, const char *what, enum sbi_error expected,
                                     enum sbi_error known, struct sbi_result found) {
  check_known(difference, what, (uint64_t)(int64_t)expected, (uint64_t)(int64_t)known, (uint64_t)found.error);
}

static inline void check_success(const char *what, uint64_t value, struct sbi_result found) {
  check_error(what, SBI_SUCCESS, found);
  check_equal(what, value, (uint64_t)found.value);
}

/* Whether the firmware is the hypervisor: some calls would take other firmware's hart away. */
bool firmware_is_hypervisor(void);

/*
 * Sends bytes from the UART's transmitter to its receiver, through its loopback, until the firmware has read each of
 * them by `read` (a byte, or -1); what somebody types meanwhile is dropped.
 */
bool typed_bytes_arrive(const char *bytes, int (*read)(void));
