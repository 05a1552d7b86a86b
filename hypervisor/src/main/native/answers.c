/*
 * The instructions that answer differently each time: reads of the clock and of the seed CSR.
 *
 * Live, the host answers and each answer is kept for the log. Replaying, the log answers, in order,
 * and anything else than the very same question at the very same count is a divergence.
 */
#include <string.h>
#include <sys/random.h>
#include <time.h>

#include "vcpu.h"

enum { NANOS_PER_TICK = 100 };
/* Entropy status ES16 of the seed CSR: these 16 bits are random. */
static const uint64_t SEED_ES16 = 2ull << 30;

static const char *kind_name(uint64_t kind) { return kind == VMFT_CLOCK ? "clock" : "seed"; }

static uint32_t ring_used(const struct answer_ring *ring) {
  return (uint32_t)(ring->tail - ring->head);
}

static bool ring_put(struct answer_ring *ring, struct answer answer) {
  if (ring_used(ring) == ANSWERS) return false;
  ring->slot[ring->tail++ % ANSWERS] = answer;
  return true;
}

static uint64_t host_ticks(const struct answers *answers) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now); /* what System.nanoTime() reads */
  int64_t nanos = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec - answers->origin_nanos;
  uint64_t elapsed = nanos > 0 ? (uint64_t)nanos / NANOS_PER_TICK : 0;
  return answers->ticks_at_origin + elapsed;
}

static uint64_t host_random(struct answers *answers) {
  if (!answers->random_left) {
    ssize_t got = getrandom(answers->random, sizeof answers->random, 0);
    answers->random_left = got > 0 ? (uint32_t)got / sizeof answers->random[0] : 0;
    if (!answers->random_left) return 0; /* never: requests this small are not interrupted */
  }
  return answers->random[--answers->random_left];
}

/* Room runs out only if nobody drains when attention is asked for: a block asks few times. */
static void give(vcpu *v, uint64_t kind, uint64_t count, uint64_t value) {
  struct answer_ring *given = &v->answers.given;
  if (!ring_put(given, (struct answer){kind, count, value}))
    vcpu_dies(v, "answers: expected to be drained, found %u waiting", ANSWERS);
  if (ring_used(given) > ANSWERS / 4 * 3) vmft_stop_before_next_block(v);
}

static bool consume(vcpu *v, uint64_t kind, uint64_t count, uint64_t *value) {
  struct answer_ring *offered = &v->answers.offered;
  const struct answer *next = &offered->slot[offered->head % ANSWERS];
  if (!ring_used(offered)) {
    vcpu_diverges(v, "replay: expected no read of the %s at count %llu, found one not logged",
                  kind_name(kind), (unsigned long long)count);
    return false;
  }
  if (next->kind != kind || next->count != count) {
    vcpu_diverges(v, "replay: expected a read of the %s at count %llu, found one of the %s at %llu",
                  kind_name(next->kind), (unsigned long long)next->count, kind_name(kind),
                  (unsigned long long)count);
    return false;
  }
  *value = next->value;
  offered->head++;
  return true;
}

bool answers_clock(vcpu *v, uint64_t count, uint64_t *ticks) {
  struct answers *answers = &v->answers;
  if (answers->live) {
    *ticks = host_ticks(answers);
    if (*ticks < answers->last_ticks) *ticks = answers->last_ticks;
    give(v, VMFT_CLOCK, count, *ticks);
  } else if (!consume(v, VMFT_CLOCK, count, ticks)) {
    return false;
  }
  answers->last_ticks = *ticks;
  return true;
}

bool answers_seed(vcpu *v, uint64_t count, uint64_t *bits) {
  if (v->answers.live) {
    *bits = host_random(&v->answers);
    give(v, VMFT_SEED, count, *bits);
  } else if (!consume(v, VMFT_SEED, count, bits)) {
    return false;
  }
  *bits = (*bits & 0xffff) | SEED_ES16;
  return true;
}

/*
 * Within a block the clock stands still for devices: a 64-bit read arrives as two halves, which
 * have to belong together, and asking once keeps the log small.
 */
uint64_t vmft_read_clock(vcpu *v) {
  struct answers *answers = &v->answers;
  uint64_t ticks = answers->last_ticks;
  uint64_t count = vmft_count(v), traps = v->trap.total;
  bool same_block = answers->device_read_count == count && answers->device_read_traps == traps;
  if (same_block || !answers_clock(v, count, &ticks)) return ticks;
  answers->device_read_count = count;
  answers->device_read_traps = traps;
  return ticks;
}

void answers_forget_device_read(vcpu *v) { v->answers.device_read_count = UINT64_MAX; }

void vmft_answer_live(vcpu *v, uint64_t ticks_at_origin, int64_t origin_nanos) {
  v->answers.live = true;
  v->answers.ticks_at_origin = ticks_at_origin;
  v->answers.origin_nanos = origin_nanos;
}

void vmft_answer_from_log(vcpu *v) { v->answers.live = false; }

uint32_t vmft_offer_answer(vcpu *v, uint32_t kind, uint64_t count, uint64_t value) {
  return ring_put(&v->answers.offered, (struct answer){kind, count, value});
}

uint32_t vmft_answers_queued(vcpu *v) { return ring_used(&v->answers.offered); }

uint32_t vmft_drain_answers(vcpu *v, uint64_t *triples, uint32_t capacity) {
  struct answer_ring *given = &v->answers.given;
  uint32_t drained = 0;
  for (; drained < capacity && ring_used(given); drained++, given->head++) {
    const struct answer *answer = &given->slot[given->head % ANSWERS];
    memcpy(triples + (size_t)drained * 3, answer, sizeof *answer);
  }
  return drained;
}
