#include "print.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "finisher.h"
#include "uart.h"

static void put_string(const char *text) {
  while (*text) {
    uart_put(*text++);
  }
}

static void put_number(uint64_t value, unsigned base, int width, char padding) {
  char digits[20]; /* 2^64 has 20 decimal digits */
  int count = 0;
  do {
    digits[count++] = "0123456789abcdef"[value % base];
    value /= base;
  } while (value != 0);
  for (int i = count; i < width; i++) {
    uart_put(padding);
  }
  while (count > 0) {
    uart_put(digits[--count]);
  }
}

static void put_signed(int64_t value, int width, char padding) {
  if (value < 0) {
    uart_put('-');
  }
  put_number(value < 0 ? -(uint64_t)value : (uint64_t)value, 10, width, padding);
}

struct conversion {
  bool is_long;
  int width;
  char padding;
  char letter;
};

/* Reads a conversion behind its '%'; returns what follows it. */
static const char *parse_conversion(const char *text, struct conversion *c) {
  c->padding = *text == '0' ? '0' : ' ';
  c->width = 0;
  while (*text >= '0' && *text <= '9') {
    c->width = c->width * 10 + (*text++ - '0');
  }
  c->is_long = *text == 'l';
  if (c->is_long) {
    text++;
  }
  c->letter = *text;
  return *text ? text + 1 : text;
}

static void put_conversion(const struct conversion *c, va_list *arguments) {
  switch (c->letter) {
    case 's':
      put_string(va_arg(*arguments, const char *));
      break;
    case 'c':
      uart_put((char)va_arg(*arguments, int));
      break;
    case 'd':
      put_signed(c->is_long ? va_arg(*arguments, int64_t) : va_arg(*arguments, int), c->width, c->padding);
      break;
    case 'u':
    case 'x':
      put_number(c->is_long ? va_arg(*arguments, uint64_t) : va_arg(*arguments, unsigned),
                 c->letter == 'x' ? 16 : 10, c->width, c->padding);
      break;
    default:
      uart_put(c->letter);
  }
}

static void print_all(const char *format, va_list *arguments) {
  while (*format) {
    if (*format != '%') {
      uart_put(*format++);
      continue;
    }
    struct conversion conversion;
    format = parse_conversion(format + 1, &conversion);
    put_conversion(&conversion, arguments);
  }
}

void print(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print_all(format, &arguments);
  va_end(arguments);
}

_Noreturn void panic(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  print("panic: ");
  print_all(format, &arguments);
  print("\n");
  va_end(arguments);
  power_off(1);
}
