/* Floating point: flags, roundings, boxes, limits, and the state that says whether it may be used. */
#pragma once

#include <stdint.h>

enum { FLAG_NX = 1, FLAG_UF = 2, FLAG_OF = 4, FLAG_DZ = 8, FLAG_NV = 16 };
enum { ROUND_NEAREST, ROUND_TO_ZERO, ROUND_DOWN, ROUND_UP, ROUND_NEAREST_AWAY };

#define ONE_D 0x3ff0000000000000UL
#define INFINITY_D 0x7ff0000000000000UL
#define QUIET_D 0x7ff8000000000000UL
#define SIGNALLING_D 0x7ff0000000000001UL
#define MAX_D 0x7fefffffffffffffUL
#define TINY_D 0x0000000000000001UL
#define SIGN_D 0x8000000000000000UL

#define ONE_S 0x3f800000UL
#define INFINITY_S 0x7f800000UL
#define QUIET_S 0x7fc00000UL
#define SIGNALLING_S 0x7f800001UL
#define MAX_S 0x7f7fffffUL
#define TINY_S 0x00000001UL
#define SIGN_S 0x80000000UL

/* Raw bits in, raw bits out (of a single: boxed, as it stands in the register). */
typedef uint64_t (*operation)(uint64_t a, uint64_t b, uint64_t c);

/* Runs it with cleared flags; the flags that it raised go to *flags. */
uint64_t float_run(operation run, uint64_t a, uint64_t b, uint64_t c, uint64_t rounding, uint64_t *flags);

/* A known difference: a single is taken as it stands, whatever is above it. */
#define SINGLES_UNBOXED "the box of a single is not looked at"

/* A single in its box. */
#define BOXED(single) ((single) | 0xffffffff00000000UL)

void arithmetic_check(void);
void conversions_check(void);
void comparisons_check(void);
void state_check(void);
