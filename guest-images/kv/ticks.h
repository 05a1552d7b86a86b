/* Time as the store counts it. Ticks cost no reading of the clock. */
#pragma once

enum {
  TICKS_A_SECOND = 100,
  CLIENT_MEMORY_TICKS = 60 * TICKS_A_SECOND, /* as PROTOCOL.md promises */
};
