#include "checks.h"
#include "memory.h"

enum { WRITE, READ, WRITE_BYTE, UNKNOWN };

#define TEXT "~ written by the firmware\n"

static uint8_t buffer[16];

static struct sbi_result console(uint64_t function, uint64_t length, const void *address) {
  return CALL3(SBI_DBCN, function, length, (uintptr_t)address, 0);
}

static void check_bad_memory(uint64_t function) {
  static const uint64_t addresses[] = {0, 0x10000000UL, 0x7fffffffUL, 0x80000000UL + (2048UL << 20), -1UL};
  for (unsigned i = 0; i < sizeof addresses / sizeof *addresses; i++) {
    check_case("function %lu, memory at 0x%lx", function, addresses[i]);
    check_error("error", SBI_INVALID_PARAM, console(function, 2, (const void *)addresses[i]));
  }
  check_case("function %lu, more than there is memory", function);
  check_error("error", SBI_INVALID_PARAM, console(function, -1UL, buffer));
  check_case("function %lu, an address of more than 64 bits", function);
  check_error("error", SBI_INVALID_PARAM, CALL3(SBI_DBCN, function, 1, (uintptr_t)buffer, 1));
}

static int read_byte(void) {
  struct sbi_result result = console(READ, 1, buffer);
  check_error("read", SBI_SUCCESS, result);
  return result.value == 1 ? buffer[0] : -1;
}

static void check_read(void) {
  check_case("reading");
  while (read_byte() >= 0) {
  }
  check_true("bytes arrive", typed_bytes_arrive("DBCN", read_byte));
  memset(buffer, 0x55, sizeof buffer);
  struct sbi_result result = console(READ, 8, buffer);
  check_error("read", SBI_SUCCESS, result);
  check_true("no more bytes than asked for", result.value >= 0 && result.value <= 8);
  for (unsigned i = 8; i < sizeof buffer; i++) {
    check_equal("memory behind them", 0x55, buffer[i]);
  }
}

void console_check(void) {
  check_group("debug console");
  if (!sbi_has(SBI_DBCN)) {
    return;
  }
  check_case("writing");
  check_success("text", sizeof TEXT - 1, console(WRITE, sizeof TEXT - 1, TEXT));
  check_success("nothing", 0, console(WRITE, 0, buffer));
  check_success("a tilde", 0, CALL1(SBI_DBCN, WRITE_BYTE, '~'));
  check_success("the end of a line", 0, CALL1(SBI_DBCN, WRITE_BYTE, '\n'));
  check_read();
  check_bad_memory(WRITE);
  check_bad_memory(READ);
  check_case("unknown function");
  check_error("error", SBI_NOT_SUPPORTED, console(UNKNOWN, 1, buffer));
}
