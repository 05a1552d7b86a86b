/*
 * Takes the host's clock away from Unicorn.
 *
 * The size of its soft TLB follows a window of host time, and the size decides when a page-table
 * walk sets an accessed bit again: something that the guest can see. So libunicorn's imported
 * gettimeofday is replaced, in its table of imports, by a clock that follows the instruction count.
 */
#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <unistd.h>

#include "vcpu.h"

/* About the speed of a guest; the exact value only shapes the TLB. */
enum { INSTRUCTIONS_PER_MICROSECOND = 200 };

static _Thread_local const vcpu *followed;
static _Thread_local uint64_t skipped_seconds;

void hosttime_follow(const vcpu *v) {
  followed = v;
  skipped_seconds = 0;
}

void hosttime_skip(uint64_t seconds) { skipped_seconds += seconds; }

static int virtual_gettimeofday(struct timeval *time, void *zone) {
  (void)zone;
  uint64_t micros = followed ? followed->count / INSTRUCTIONS_PER_MICROSECOND : 0;
  time->tv_sec = (time_t)(1 + skipped_seconds + micros / 1000000);
  time->tv_usec = (suseconds_t)(micros % 1000000);
  return 0;
}

struct import_tables {
  uint64_t base;
  const ElfW(Sym) *symbols;
  const char *names;
  const ElfW(Rela) *table[2];
  uint64_t bytes[2];
};

static void read_tables(const struct dl_phdr_info *module, struct import_tables *tables) {
  memset(tables, 0, sizeof *tables);
  tables->base = module->dlpi_addr;
  for (int i = 0; i < module->dlpi_phnum; i++) {
    if (module->dlpi_phdr[i].p_type != PT_DYNAMIC) continue;
    const ElfW(Dyn) *entry = (const void *)(module->dlpi_addr + module->dlpi_phdr[i].p_vaddr);
    for (; entry->d_tag != DT_NULL; entry++) {
      switch (entry->d_tag) {
        case DT_SYMTAB: tables->symbols = (const void *)entry->d_un.d_ptr; break;
        case DT_STRTAB: tables->names = (const void *)entry->d_un.d_ptr; break;
        case DT_JMPREL: tables->table[0] = (const void *)entry->d_un.d_ptr; break;
        case DT_PLTRELSZ: tables->bytes[0] = entry->d_un.d_val; break;
        case DT_RELA: tables->table[1] = (const void *)entry->d_un.d_ptr; break;
        case DT_RELASZ: tables->bytes[1] = entry->d_un.d_val; break;
        default: break;
      }
    }
  }
}

static bool overwrite(void **slot, void *value) {
  uintptr_t size = (uintptr_t)sysconf(_SC_PAGESIZE);
  void *page = (void *)((uintptr_t)slot & ~(size - 1));
  /* Left writable: whether it was read-only depends on how the library was linked. */
  if (mprotect(page, size, PROT_READ | PROT_WRITE)) return false;
  *slot = value;
  return true;
}

static bool patch_module(const struct import_tables *tables) {
  if (!tables->symbols || !tables->names) return false;
  bool patched = false;
  for (int t = 0; t < 2; t++) {
    const ElfW(Rela) *relocation = tables->table[t];
    const ElfW(Rela) *end = relocation + tables->bytes[t] / sizeof *relocation;
    for (; relocation && relocation < end; relocation++) {
      uint64_t symbol = ELF64_R_SYM(relocation->r_info);
      if (!symbol || strcmp(tables->names + tables->symbols[symbol].st_name, "gettimeofday"))
        continue;
      void **slot = (void **)(tables->base + relocation->r_offset);
      patched |= overwrite(slot, (void *)(uintptr_t)virtual_gettimeofday);
    }
  }
  return patched;
}

static int visit_module(struct dl_phdr_info *module, size_t size, void *unicorn_name) {
  (void)size;
  if (!module->dlpi_name || strcmp(module->dlpi_name, unicorn_name)) return 0;
  struct import_tables tables;
  read_tables(module, &tables);
  return patch_module(&tables) ? 1 : 0;
}

bool hosttime_patch(void) {
  static atomic_int done; /* 0 not yet, 1 done; patching twice does no harm */
  if (atomic_load(&done)) return true;
  Dl_info unicorn;
  if (!dladdr((void *)(uintptr_t)uc_open, &unicorn)) return false;
  if (!dl_iterate_phdr(visit_module, (void *)(uintptr_t)unicorn.dli_fname)) return false;
  atomic_store(&done, 1);
  return true;
}
