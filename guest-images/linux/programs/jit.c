// Code that changes under the processor's feet, in every way Linux offers: through the mapping it runs from, through another
// mapping of the same page, after mprotect, after munmap and mmap at the same address, in children that recycle each other's
// pages. Each way once with riscv_flush_icache after the writing and once without: the architecture demands it, the boards that
// programs know (QEMU's, and hardware whose caches snoop) do not. A result of an earlier round is stale.
//
// Usage: jit [ROUNDS], default 400 for each way. Prints "jit: N rewrites, S stale"; exit status 0 when none is stale.

#include "print.h"
#include "system.h"

enum { PAGE = 4096, PLACES = 3 };

typedef int function(void);

struct way {
  const char *name;
  // Makes the page hold new functions and leaves it executable; returns where it is executable.
  char *(*rewrite)(int value);
};

static int flushing;
static uint64_t rewrites, stale;

static long checked(const char *what, long result) {
  if (result < 0 && result > -4096) give_up(what, result);
  return result;
}

static char *map(char *at, int protection, int flags, long file) {
  return (char *)checked("mmap", system_call(SYS_mmap, (long)at, PAGE, protection, flags, file, 0));
}

static void unmap(char *page) { checked("munmap", system_call(SYS_munmap, (long)page, PAGE, 0, 0, 0, 0)); }

static void protect(char *page, int protection) {
  checked("mprotect", system_call(SYS_mprotect, (long)page, PAGE, protection, 0, 0, 0));
}

static char *place(char *page, int index) {
  static const int offsets[PLACES] = {0, 254, 2048}; // the second one is not aligned to four bytes
  return page + offsets[index];
}

// li a0, value; ret. In halves, since an instruction need not be aligned to more.
static void put_function(char *at, int value) {
  uint32_t load = 0x00000513u | (uint32_t)value << 20;
  volatile uint16_t *halves = (volatile uint16_t *)at;
  halves[0] = (uint16_t)load;
  halves[1] = (uint16_t)(load >> 16);
  halves[2] = 0x8082; // c.jr ra
}

static void put_functions(char *page, int value) {
  for (int i = 0; i < PLACES; i++) put_function(place(page, i), value + i);
}

static void flush(char *page) {
  if (flushing)
    checked("riscv_flush_icache", system_call(SYS_riscv_flush_icache, (long)page, (long)page + PAGE, 0, 0, 0, 0));
  else
    __asm__ volatile("" ::: "memory");
}

static int is_stale(char *page, int value) {
  int wrong = 0;
  for (int i = 0; i < PLACES; i++) wrong |= ((function *)place(page, i))() != value + i;
  return wrong;
}

static char *same_mapping(int value) {
  static char *page;
  if (!page) page = map(0, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  put_functions(page, value);
  return page;
}

static char *other_mapping(int value) {
  static char *writable, *executable;
  if (!writable) {
    long file = checked("memfd_create", system_call(SYS_memfd_create, (long)"jit", 0, 0, 0, 0, 0));
    checked("ftruncate", system_call(SYS_ftruncate, file, PAGE, 0, 0, 0, 0));
    writable = map(0, PROT_READ | PROT_WRITE, MAP_SHARED, file);
    executable = map(0, PROT_READ | PROT_EXEC, MAP_SHARED, file);
    system_call(SYS_close, file, 0, 0, 0, 0, 0);
  }
  put_functions(writable, value);
  return executable;
}

static char *protection_toggled(int value) {
  static char *page;
  if (!page) page = map(0, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  protect(page, PROT_READ | PROT_WRITE);
  put_functions(page, value);
  protect(page, PROT_READ | PROT_EXEC);
  return page;
}

static char *mapped_again(int value) {
  static char *page;
  if (page) unmap(page);
  page = map(page ? page : (char *)0x20000000, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1);
  put_functions(page, value);
  protect(page, PROT_READ | PROT_EXEC);
  return page;
}

static int wait_for(long child) {
  int status = 0;
  checked("wait4", system_call(SYS_wait4, child, (long)&status, 0, 0, 0, 0));
  return status;
}

// A child writes its own functions into its copy of the page, or into a page that an earlier child has freed; what it finds is
// its exit status.
static int child_finds_stale(int value) {
  long child = checked("clone", system_call(SYS_clone, SIGCHLD, 0, 0, 0, 0, 0));
  if (child == 0) {
    char *own = same_mapping(value);
    flush(own);
    int wrong = is_stale(own, value);
    char *fresh = mapped_again(value + PLACES);
    flush(fresh);
    exit_with(wrong | is_stale(fresh, value + PLACES));
  }
  return wait_for(child) != 0;
}

// Different in each round, and at most 2047 - 2 * PLACES: it must fit the instruction.
static int value_of(uint64_t round) { return (int)(round * 7 % 2039); }

static void count(int wrong) {
  rewrites++;
  stale += (uint64_t)wrong;
}

static void rewrite_often(const struct way *way, uint64_t rounds) {
  uint64_t before = stale;
  for (uint64_t round = 1; round <= rounds; round++) {
    char *page = way->rewrite(value_of(round));
    flush(page);
    count(is_stale(page, value_of(round)));
  }
  print("jit: ");
  print(way->name);
  print(flushing ? ", flushed: " : ": ");
  print_number(stale - before);
  print(" stale");
  print_line();
}

static void fork_often(uint64_t rounds) {
  uint64_t before = stale;
  for (uint64_t round = 1; round <= rounds; round++) count(child_finds_stale(value_of(round)));
  print(flushing ? "jit: in children, flushed: " : "jit: in children: ");
  print_number(stale - before);
  print(" stale");
  print_line();
}

int main(int argc, char **argv) {
  static const struct way ways[] = {
      {"same mapping", same_mapping},
      {"other mapping", other_mapping},
      {"mprotect", protection_toggled},
      {"munmap and mmap", mapped_again},
  };
  uint64_t rounds = argc > 1 ? number_of(argv[1]) : 400;
  for (flushing = 1; flushing >= 0; flushing--) {
    for (unsigned i = 0; i < sizeof ways / sizeof *ways; i++) rewrite_often(&ways[i], rounds);
    fork_often(rounds / 2);
  }
  print("jit: ");
  print_number(rewrites);
  print(" rewrites, ");
  print_number(stale);
  print(" stale");
  print_line();
  return stale != 0;
}
