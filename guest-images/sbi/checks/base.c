#include "checks.h"
#include "print.h"

enum { VERSION, IMPLEMENTATION, IMPLEMENTATION_VERSION, PROBE, VENDOR, ARCHITECTURE, MACHINE_IMPLEMENTATION, UNKNOWN };

#define HYPERVISOR 0x766d6674UL
#define UNKNOWN_EXTENSION 0x0badcafeUL

static struct sbi_result base(int function) {
  return CALL1(SBI_BASE, (uint64_t)function, 0);
}

bool firmware_is_hypervisor(void) {
  return base(IMPLEMENTATION).value == (int64_t)HYPERVISOR;
}

static void check_version(void) {
  uint64_t version = (uint64_t)base(VERSION).value;
  print("~ SBI %lu.%lu, implementation 0x%lx, version 0x%lx\n", version >> 24, version & 0xffffff,
        base(IMPLEMENTATION).value, base(IMPLEMENTATION_VERSION).value);
  check_known("the firmware speaks version 1.0", "version", 2UL << 24, 1UL << 24, version);
}

static void check_probe(void) {
  static const uint64_t present[] = {SBI_BASE, SBI_TIME, SBI_IPI, SBI_RFENCE, SBI_HSM, SBI_SRST};
  for (unsigned i = 0; i < sizeof present / sizeof *present; i++) {
    check_case("extension 0x%lx", present[i]);
    check_success("probe", 1, CALL1(SBI_BASE, PROBE, present[i]));
  }
  check_case("DBCN");
  check_known("there is no debug console", "probe", 1, 0, sbi_has(SBI_DBCN));
  check_case("extension 0x%lx", UNKNOWN_EXTENSION);
  check_success("probe", 0, CALL1(SBI_BASE, PROBE, UNKNOWN_EXTENSION));
}

void base_check(void) {
  check_group("what the firmware is");
  check_version();
  for (int function = VERSION; function <= MACHINE_IMPLEMENTATION; function++) {
    check_case("function %d", function);
    check_error("error", SBI_SUCCESS, base(function));
  }
  check_case("function %d", UNKNOWN);
  check_error("error", SBI_NOT_SUPPORTED, base(UNKNOWN));
  check_probe();
  check_case("a call of an extension that is not there");
  check_error("error", SBI_NOT_SUPPORTED, CALL1(UNKNOWN_EXTENSION, 0, 0));
}
