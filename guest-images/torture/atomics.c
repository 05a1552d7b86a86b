/* AMOs, and LR/SC with interrupts in between: no addition may be lost, whoever makes it. */
#include "atomics.h"

#include "print.h"
#include "torture.h"

enum { ADDITIONS = 8, PRIVATE_OPERATIONS = 8 };

/* Both sides add to it: this part 1 at a time, the interrupt 2^32 at a time. */
static uint64_t shared;
static uint64_t added;
static volatile uint64_t disturbances;

/* The interrupt's own: reserving it ends the reservation of the interrupted code. */
static uint64_t elsewhere;

#define LOAD_RESERVED(value, address) __asm__ volatile("lr.d %0, (%1)" : "=r"(value) : "r"(address) : "memory")

/* Returns 0 when the store happened. */
static inline uint64_t store_conditional(uint64_t *address, uint64_t value) {
  uint64_t failed;
  __asm__ volatile("sc.d %0, %2, (%1)" : "=&r"(failed) : "r"(address), "r"(value) : "memory");
  return failed;
}

void atomics_disturb(uint64_t number) {
  disturbances = number;
  __atomic_fetch_add(&shared, 1UL << 32, __ATOMIC_SEQ_CST);
  uint64_t value;
  LOAD_RESERVED(value, &elsewhere);
  store_conditional(&elsewhere, value + 1);
}

/* So long between LR and SC that interrupts fall in between; the loop has many blocks, where they can. */
static uint64_t add_slowly(uint64_t delay) {
  uint64_t value, tries = 0;
  do {
    LOAD_RESERVED(value, &shared);
    for (uint64_t i = 0; i < delay; i++) {
      __asm__ volatile("" ::: "memory");
    }
    tries++;
  } while (store_conditional(&shared, value + 1));
  return tries;
}

static void check_shared(void) {
  uint64_t before, value;
  do {
    before = disturbances;
    value = __atomic_load_n(&shared, __ATOMIC_SEQ_CST);
  } while (disturbances != before);
  if ((uint32_t)value != (uint32_t)added || value >> 32 != (uint32_t)before) {
    panic("torture: lost an atomic addition: %lu and %lu expected, %lx found", added, before, value);
  }
}

#define AMO(mixer, name, type, cell, operand)                                                            \
  do {                                                                                                   \
    type old_;                                                                                           \
    __asm__ volatile(name " %0, %2, (%1)" : "=r"(old_) : "r"(cell), "r"((type)(operand)) : "memory");    \
    mix_steady(mixer, (uint64_t)old_);                                                                   \
  } while (0)

static void private_operations(struct mixer *mixer) {
  static uint64_t cells[2];
  AMO(mixer, "amoadd.d", uint64_t, &cells[0], choose(mixer));
  AMO(mixer, "amoxor.d.aq", uint64_t, &cells[0], choose(mixer));
  AMO(mixer, "amoor.d.rl", uint64_t, &cells[1], choose(mixer) & 0xff);
  AMO(mixer, "amoand.d.aqrl", uint64_t, &cells[1], choose(mixer));
  AMO(mixer, "amomin.d", int64_t, &cells[0], choose(mixer));
  AMO(mixer, "amomaxu.d", uint64_t, &cells[1], choose(mixer));
  AMO(mixer, "amoswap.w", int32_t, &cells[0], choose(mixer));
  AMO(mixer, "amoadd.w", int32_t, &cells[0], choose(mixer));
  AMO(mixer, "amominu.w", uint32_t, &cells[1], choose(mixer));
  AMO(mixer, "amomax.w", int32_t, &cells[1], choose(mixer));
  mix_steady(mixer, cells[0] ^ cells[1]);
}

/* The first SC has used the reservation up. */
static void store_twice(struct mixer *mixer) {
  uint64_t cell = 0, value;
  LOAD_RESERVED(value, &cell);
  store_conditional(&cell, value + 1);
  mix_steady(mixer, store_conditional(&cell, value + 2) != 0);
}

void atomics_round(struct mixer *mixer) {
  for (int i = 0; i < ADDITIONS; i++) {
    mix_live(mixer, add_slowly(choose(mixer) % 64));
    added++;
  }
  check_shared();
  mix_live(mixer, shared);
  for (int i = 0; i < PRIVATE_OPERATIONS; i++) {
    private_operations(mixer);
  }
  store_twice(mixer);
}
