/* Pages of code that become others': another page at the same address, another address space, another use. */
#include "check.h"
#include "checks.h"
#include "code.h"
#include "prng.h"

enum { ROUNDS = 8 };

static struct space first, second;

static void replaced(enum mode mode, uint64_t user) {
  for (uint32_t round = 1; round <= ROUNDS; round++) {
    uint8_t *page = round % 2 ? code_page : other_page;
    code_put(page, round);
    space_map(&first, WINDOW, page, 0, PTE_RX | user | PTE_AD);
    fence_page(WINDOW);
    check_case("%s, round %lu", mode_name(mode), (uint64_t)round);
    check_equal("value", round, code_result(mode, WINDOW));
    *space_entry(&first, WINDOW, 0) = 0;
    fence_page(WINDOW);
    check_equal("unmapped", CAUSE_FETCH_PAGE | 1UL << 63, code_result(mode, WINDOW));
  }
}

/* The same address in two spaces, switched by satp alone. */
static void switched(enum mode mode, uint64_t user) {
  code_put(code_page, 1);
  code_put(other_page, 2);
  space_map(&first, WINDOW, code_page, 0, PTE_RX | user | PTE_AD);
  space_map(&second, WINDOW, other_page, 0, PTE_RX | user | PTE_AD);
  fence_all();
  for (uint32_t round = 0; round < ROUNDS; round++) {
    CSR_WRITE(satp, space_satp(round % 2 ? &second : &first));
    check_case("%s, space %lu", mode_name(mode), (uint64_t)(round % 2));
    check_equal("value", 1 + round % 2, code_result(mode, WINDOW));
  }
}

/* Pages, addresses and spaces at random; what each page holds is known, nobody says fence.i. */
static void shuffled(void) {
  enum { PAGES = 8, VIEWS = 8, STEPS = 1500 };
  static uint8_t pages[PAGES][PAGE_BYTES] __attribute__((aligned(4096)));
  static uint32_t content[PAGES], mapped[2][VIEWS];
  struct space *spaces[] = {&first, &second};
  uint64_t random = 11;
  for (uint32_t view = 0; view < VIEWS; view++) {
    for (int s = 0; s < 2; s++) {
      space_map(spaces[s], WINDOW + view * PAGE_BYTES, pages[view], 0, PTE_RWX | PTE_AD);
      mapped[s][view] = view;
    }
    code_put(pages[view], content[view] = view);
  }
  fence_all();
  int current = 0;
  CSR_WRITE(satp, space_satp(spaces[current]));
  for (uint32_t step = 1; step <= STEPS; step++) {
    uint64_t choice = prng_next(&random);
    uint32_t view = choice >> 8 & (VIEWS - 1), page = choice >> 16 & (PAGES - 1), value = choice >> 32 & 0x7ff;
    uint64_t address = WINDOW + view * PAGE_BYTES;
    switch (choice & 3) {
      case 0:
        space_map(spaces[current], address, pages[page], 0, PTE_RWX | PTE_AD);
        mapped[current][view] = page;
        fence_page(address);
        break;
      case 1:
        code_store((enum store)(choice >> 48 & 3), MODE_S, address, code_word(value));
        content[mapped[current][view]] = value;
        break;
      case 2:
        code_put(pages[page], content[page] = value);
        break;
      default:
        current ^= 1;
        CSR_WRITE(satp, space_satp(spaces[current]));
        fence_all();
    }
    check_case("step %lu, view %lu", (uint64_t)step, (uint64_t)view);
    check_equal("value", content[mapped[current][view]], code_result(MODE_S, address));
  }
}

void recycling_check(void) {
  space_create(&first, 2);
  space_create(&second, 3);
  space_map(&first, WINDOW, code_page, 0, PTE_RX | PTE_AD);
  space_enter(&first);
  check_group("another page at the same address");
  replaced(MODE_S, 0);
  replaced(MODE_U, PTE_U);
  check_group("the same address in two spaces");
  switched(MODE_S, 0);
  switched(MODE_U, PTE_U);
  check_group("pages shuffled");
  shuffled();
  run_reset();
  space_forget_all();
}
