#include "print.h"

#include "system.h"

static char line[256];
static size_t length;

static void put(char character) {
  if (length < sizeof line) line[length++] = character;
}

void print(const char *text) {
  while (*text) put(*text++);
}

static void print_in_base(uint64_t number, unsigned base) {
  if (number >= base) print_in_base(number / base, base);
  put("0123456789abcdef"[number % base]);
}

void print_number(uint64_t number) { print_in_base(number, 10); }

void print_hex(uint64_t number) { print_in_base(number, 16); }

void print_line(void) {
  put('\n');
  system_call(SYS_write, 1, (long)line, (long)length, 0, 0, 0);
  length = 0;
}

void give_up(const char *what, long result) {
  print("expected ");
  print(what);
  print(" to work, found error ");
  print_number((uint64_t)-result);
  print_line();
  exit_with(2);
}

uint64_t number_of(const char *text) {
  uint64_t number = 0;
  while (*text >= '0' && *text <= '9') number = number * 10 + (uint64_t)(*text++ - '0');
  return number;
}
