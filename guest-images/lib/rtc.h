/* The goldfish real-time clock. */
#pragma once

#include <stdint.h>

/* Nanoseconds since 1970. */
uint64_t rtc_read(void);
