// The counters as a user program sees them: cycle, instret, time. Linux since 6.6 keeps cycle and instret from programs; root can
// change that through /proc/sys/kernel/perf_user_access, which this program does.
//
// Prints, for each counter, whether it can be read and counts, before and after that; then a hash over the differences of instret around loops of fixed length,
// and what one loop of a thousand rounds took. Usage: counters [LOOPS], default 2000.

#include "print.h"
#include "system.h"

struct handler {
  void (*function)(int, void *, void *);
  unsigned long flags;
  uint64_t mask;
};

enum { SA_SIGINFO = 4 };
// ucontext: flags, link, stack, 128 bytes of mask, then the registers at a multiple of 16, of which the first is pc
// (arch/riscv/include/uapi/asm/ucontext.h).
enum { PC_IN_CONTEXT = (8 + 8 + 24 + 128 + 15) / 16 * 16 };

static volatile int trapped;

// Steps over the instruction, which is one of four bytes.
static void on_illegal_instruction(int signal, void *information, void *context) {
  (void)signal;
  (void)information;
  trapped = 1;
  *(uint64_t *)((char *)context + PC_IN_CONTEXT) += 4;
}

#define READER(counter)                                 \
  static uint64_t read_##counter(void) {                \
    uint64_t value = 0;                                 \
    __asm__ volatile("rd" #counter " %0" : "+r"(value)); \
    return value;                                       \
  }
READER(cycle)
READER(instret)
READER(time)

static int counts(const char *name, uint64_t (*read)(void)) {
  trapped = 0;
  uint64_t first = read();
  uint64_t second = read();
  print("counters: ");
  print(name);
  print(trapped ? " traps" : second > first ? " counts" : " does not count");
  print_line();
  return !trapped && second > first;
}

static uint64_t loop_of(uint64_t rounds) {
  uint64_t before = read_instret();
  for (uint64_t i = 0; i < rounds; i++) __asm__ volatile("");
  return read_instret() - before;
}

// What the kernel runs meanwhile counts too: the least of some tries is the loop's own.
static uint64_t least_of(uint64_t rounds) {
  uint64_t least = loop_of(rounds);
  for (int i = 0; i < 8; i++) {
    uint64_t taken = loop_of(rounds);
    if (taken < least) least = taken;
  }
  return least;
}

static void hash_differences(uint64_t loops) {
  uint64_t all = 0xcbf29ce484222325, least = 0xcbf29ce484222325;
  for (uint64_t i = 0; i < loops; i++) {
    all = (all ^ loop_of(i % 100)) * 0x100000001b3;
    least = (least ^ least_of(i % 100)) * 0x100000001b3;
  }
  print("counters: least differences ");
  print_hex(least);
  print(", a loop of 1000 ");
  print_number(least_of(1000));
  print_line();
  print("counters: all differences ");
  print_hex(all);
  print_line();
}

// 2 lets every program read cycle, instret and time (Documentation/admin-guide/sysctl/kernel.rst).
static int allow_reading(void) {
  enum { HERE = -100, WRITE_ONLY = 1 };
  long file = system_call(SYS_openat, HERE, (long)"/proc/sys/kernel/perf_user_access", WRITE_ONLY, 0, 0, 0);
  if (file < 0) return 0;
  long written = system_call(SYS_write, file, (long)"2", 1, 0, 0, 0);
  system_call(SYS_close, file, 0, 0, 0, 0, 0);
  return written == 1;
}

int main(int argc, char **argv) {
  struct handler handler = {on_illegal_instruction, SA_SIGINFO, 0};
  long result = system_call(SYS_rt_sigaction, SIGILL, (long)&handler, 0, sizeof handler.mask, 0, 0);
  if (result < 0) give_up("rt_sigaction", result);
  counts("cycle", read_cycle);
  counts("time", read_time);
  int instret_counts = counts("instret", read_instret);
  if (!instret_counts) {
    print(allow_reading() ? "counters: perf_user_access is 2 now" : "counters: perf_user_access cannot be changed");
    print_line();
    counts("cycle", read_cycle);
    instret_counts = counts("instret", read_instret);
  }
  if (instret_counts) hash_differences(argc > 1 ? number_of(argv[1]) : 2000);
  return 0;
}
