/* Fences on oneself, asked of the firmware: what they are for has to come true. */
#include "checks.h"
#include "space.h"
#include "supervisor.h"

enum { FENCE_I, SFENCE_VMA, SFENCE_VMA_ASID, HFENCE_FIRST, HFENCE_LAST = 6, UNKNOWN = 7 };

#define PAGE_OF(value) {[0 ... PAGE_BYTES / 8 - 1] = (value)}

static volatile uint64_t pages[2][PAGE_BYTES / 8] __attribute__((aligned(4096))) = {PAGE_OF(7), PAGE_OF(8)};

static struct sbi_result fence(uint64_t function, uint64_t mask, uint64_t base) {
  return sbi_call(SBI_RFENCE, function, mask, base, WINDOW, PAGE_BYTES);
}

static uint64_t seen(void) {
  return *(volatile uint64_t *)WINDOW;
}

static void check_remapped(const char *name, uint64_t function, uint64_t mask, uint64_t base) {
  struct space space;
  check_case("%s, mask %ld, base %ld", name, mask, base);
  space_create(&space, 0);
  space_map(&space, WINDOW, (const void *)pages[0], 0, PTE_RW | PTE_AD);
  space_enter(&space);
  uint64_t before = seen();
  space_map(&space, WINDOW, (const void *)pages[1], 0, PTE_RW | PTE_AD);
  struct sbi_result result = fence(function, mask, base);
  uint64_t after = seen();
  CSR_WRITE(satp, 0);
  fence_all();
  space_forget_all();
  check_error("fence", SBI_SUCCESS, result);
  check_equal("before", 7, before);
  check_equal("behind the fence", 8, after);
}

/* li a0, VALUE; ret */
static uint32_t load_immediate(uint32_t value) {
  return value << 20 | 0x513;
}

static void check_new_code(void) {
  static uint32_t code[2] = {0, 0x8067};
  uint64_t (*function)(void) = (uint64_t(*)(void))(uintptr_t)code;
  for (uint32_t value = 1; value <= 3; value++) {
    check_case("fence.i, version %u of the code", value);
    *(volatile uint32_t *)code = load_immediate(value);
    check_error("fence", SBI_SUCCESS, fence(FENCE_I, 1, 0));
    check_equal("what the code returns", value, function());
  }
}

void fences_check(void) {
  check_group("fences on harts");
  check_new_code();
  check_remapped("sfence.vma", SFENCE_VMA, 1, 0);
  check_remapped("sfence.vma", SFENCE_VMA, 0, -1UL);
  check_remapped("sfence.vma with ASID", SFENCE_VMA_ASID, 1, 0);
  for (uint64_t function = FENCE_I; function <= SFENCE_VMA_ASID; function++) {
    check_case("function %lu, on a hart that is not there", function);
    check_error("error", SBI_INVALID_PARAM, fence(function, 1, 1));
  }
  for (uint64_t function = HFENCE_FIRST; function <= HFENCE_LAST; function++) {
    check_case("function %lu", function);
    check_error_known("the hart has the hypervisor extension, and fences for it", "error", SBI_NOT_SUPPORTED,
                      SBI_SUCCESS, fence(function, 1, 0));
  }
  check_case("unknown function");
  check_error("error", SBI_NOT_SUPPORTED, fence(UNKNOWN, 1, 0));
}
