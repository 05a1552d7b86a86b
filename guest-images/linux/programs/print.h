// Text on standard output, one write a line.
#pragma once

#include <stdint.h>

void print(const char *text);
void print_number(uint64_t number);
void print_hex(uint64_t number);
// Ends the line and writes it.
void print_line(void);
// Says what was expected of what, and exits with status 2.
void give_up(const char *what, long result) __attribute__((noreturn));
// The decimal number in a text; 0 when there is none.
uint64_t number_of(const char *text);
