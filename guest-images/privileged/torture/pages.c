/*
 * Pages of code that move between addresses and address spaces, and are rewritten through any of them by any mode, with
 * and without FENCE.I. The content of each page is known, so each call's result is.
 */
#include "code.h"
#include "torture.h"

enum { PAGES = 16, VIEWS = 16, STEPS_A_ROUND = 6 };

struct space spaces[2];
int current_space;

static uint8_t pages[PAGES][PAGE_BYTES] __attribute__((aligned(4096)));
static uint32_t content[PAGES];

/* Of each space: the page behind a view, and whether it is the user's. */
static struct view {
  uint32_t page;
  bool of_user;
} views[2][VIEWS];

static uint64_t address_of(uint32_t view) {
  return WINDOW + view * PAGE_BYTES;
}

static void map(int space, uint32_t view, uint32_t page, bool of_user) {
  views[space][view] = (struct view){page, of_user};
  space_map(&spaces[space], address_of(view), pages[page], 0, PTE_RWX | PTE_AD | (of_user ? PTE_U : 0));
}

void pages_start(void) {
  for (int space = 0; space < 2; space++) {
    space_create(&spaces[space], (uint64_t)space + 1);
    for (uint32_t view = 0; view < VIEWS; view++) {
      map(space, view, view % PAGES, view % 3 == 0);
    }
  }
  for (uint32_t page = 0; page < PAGES; page++) {
    code_put(pages[page], page);
  }
  for (uint32_t page = 0; page < PAGES; page++) {
    content[page] = page;
  }
  space_enter(&spaces[0]);
}

static void switch_space(bool fenced) {
  current_space ^= 1;
  CSR_WRITE(satp, space_satp(&spaces[current_space]));
  if (fenced) {
    fence_all();
  }
}

static void call(struct mixer *mixer, uint32_t view) {
  const struct view *v = &views[current_space][view];
  uint64_t result = code_result(v->of_user ? MODE_U : MODE_S, address_of(view));
  torture_expect("value of a function", content[v->page], result);
  mix_steady(mixer, result);
}

static void step(struct mixer *mixer) {
  uint64_t choice = choose(mixer);
  uint32_t view = choice >> 8 & (VIEWS - 1), page = choice >> 16 & (PAGES - 1), value = choice >> 32 & 0x7ff;
  const struct view *v = &views[current_space][view];
  switch (choice & 7) {
    case 0:
      map(current_space, view, page, choice >> 20 & 1);
      fence_page(address_of(view));
      break;
    case 1:
    case 2:
      code_store((enum store)((choice >> 48) % STORES), v->of_user ? MODE_U : MODE_S, address_of(view), code_word(value));
      content[v->page] = value;
      break;
    case 3:
      code_store((enum store)((choice >> 48) % STORES), MODE_M, (uintptr_t)pages[page], code_word(value));
      content[page] = value;
      break;
    case 4:
      code_put(pages[page], content[page] = value);
      break;
    case 5:
      switch_space(choice >> 20 & 1);
      break;
    case 6:
      fence_i();
      break;
    default:
      torture_expect("machine mode's value", content[page], code_result(MODE_M, (uintptr_t)pages[page]));
  }
  call(mixer, view);
  call(mixer, choice >> 24 & (VIEWS - 1));
}

void pages_round(struct mixer *mixer) {
  for (int i = 0; i < STEPS_A_ROUND; i++) {
    step(mixer);
  }
}
