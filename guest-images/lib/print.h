/* Formatted output to the console. */
#pragma once

/*
 * Knows %s %c %d %u %x and %%, the length l, and a width with leading zeros ("%016lx"). Lines end with "\n" alone, so
 * that output can be compared byte by byte.
 */
__attribute__((format(printf, 1, 2))) void print(const char *format, ...);

/* Prints "panic: " and the message as a line, and ends the machine with a failure. */
__attribute__((format(printf, 1, 2))) _Noreturn void panic(const char *format, ...);
