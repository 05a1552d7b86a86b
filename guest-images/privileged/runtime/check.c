#include "check.h"

#include <stdarg.h>

#include "print.h"

enum { FAILURES_SHOWN = 8, CASE_ARGUMENTS = 4, DIFFERENCES = 16 };

/* Where test benches look for the result: 1 when all is well, else an odd number above. */
volatile uint64_t tohost __attribute__((aligned(64)));
volatile uint64_t fromhost __attribute__((aligned(64)));

static const char *group;
static unsigned group_failures;
static unsigned failed_groups;

static const char *case_format = "";
static uint64_t case_arguments[CASE_ARGUMENTS];

void check_case(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  case_format = format;
  int count = 0;
  for (const char *c = format; *c && count < CASE_ARGUMENTS; c++) {
    if (*c != '%') {
      continue;
    }
    bool narrow = c[1] == 'd' || c[1] == 'u' || c[1] == 'x' || c[1] == 'c';
    case_arguments[count++] = narrow ? (uint64_t)va_arg(arguments, int) : va_arg(arguments, uint64_t);
  }
  va_end(arguments);
}

/* Integers of every width pass through the same registers, so that one call shows whatever the format names. */
static void print_case(void) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
  print(case_format, case_arguments[0], case_arguments[1], case_arguments[2], case_arguments[3]);
#pragma GCC diagnostic pop
}

static bool begin_failure(const char *what) {
  if (++group_failures > FAILURES_SHOWN) {
    return false;
  }
  print("FAILED %s: ", group);
  print_case();
  print(": %s: ", what);
  return true;
}

void check_equal(const char *what, uint64_t expected, uint64_t found) {
  if (expected != found && begin_failure(what)) {
    print("expected 0x%lx found 0x%lx\n", expected, found);
  }
}

void check_either(const char *what, uint64_t expected, uint64_t or_else, uint64_t found) {
  if (found != expected && found != or_else && begin_failure(what)) {
    print("expected 0x%lx or 0x%lx found 0x%lx\n", expected, or_else, found);
  }
}

static bool seen_before(const char *difference) {
  static const char *seen[DIFFERENCES];
  static int count;
  for (int i = 0; i < count; i++) {
    if (seen[i] == difference) {
      return true;
    }
  }
  if (count < DIFFERENCES) {
    seen[count++] = difference;
  }
  return false;
}

void check_known(const char *difference, const char *what, uint64_t expected, uint64_t known, uint64_t found) {
  if (found == expected || found != known) {
    check_equal(what, expected, found);
  } else if (!seen_before(difference)) {
    print("~ known: %s\n", difference);
  }
}

void check_true(const char *what, bool found) {
  if (!found && begin_failure(what)) {
    print("expected yes found no\n");
  }
}

static void end_group(void) {
  if (!group) {
    return;
  }
  if (group_failures == 0) {
    print("ok %s\n", group);
  } else {
    print("FAILED %s: %u checks\n", group, group_failures);
    failed_groups++;
  }
}

void check_group(const char *name) {
  end_group();
  group = name;
  group_failures = 0;
  case_format = "";
}

int check_done(void) {
  end_group();
  group = 0;
  print(failed_groups == 0 ? "done: all groups ok\n" : "done: %u groups FAILED\n", failed_groups);
  tohost = failed_groups == 0 ? 1 : (uint64_t)failed_groups << 1 | 1;
  return failed_groups == 0 ? 0 : 1;
}
