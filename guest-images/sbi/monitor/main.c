/* Does what is typed at the console, a line at a time: a guest to be switched off, started again and killed. */
#include "board.h"
#include "finisher.h"
#include "print.h"
#include "sbi.h"
#include "supervisor.h"

enum { LINE_BYTES = 80 };

#define POLL_TICKS (TICKS_PER_SECOND / 200)

static bool same(const char *left, const char *right) {
  while (*left && *left == *right) {
    left++;
    right++;
  }
  return *left == *right;
}

static char read_character(void) {
  for (;;) {
    int typed = sbi_getchar();
    if (typed >= 0) {
      return (char)typed;
    }
    sbi_set_timer(rdtime() + POLL_TICKS);
    interrupt_sleep(INTERRUPT_TIMER);
  }
}

/* What does not fit is dropped. */
static void read_line(char line[LINE_BYTES]) {
  int length = 0;
  for (char c = read_character(); c != '\n' && c != '\r'; c = read_character()) {
    if (length < LINE_BYTES - 1) {
      line[length++] = c;
    }
  }
  line[length] = 0;
}

/* Neither the next instruction nor a trap handler is there. */
static _Noreturn void die(void) {
  CSR_WRITE(stvec, 0);
  __asm__ volatile("jr zero");
  __builtin_unreachable();
}

static void obey(const char *line) {
  static unsigned lines;
  if (same(line, "off")) {
    power_off(0);
  } else if (same(line, "fail")) {
    power_off(1);
  } else if (same(line, "reboot")) {
    sbi_reset(SBI_COLD_REBOOT);
  } else if (same(line, "die")) {
    die();
  }
  print("monitor: line %u is %s\n", ++lines, line);
}

int main(void) {
  char line[LINE_BYTES];
  print("monitor: up\n");
  for (;;) {
    read_line(line);
    obey(line);
  }
}
