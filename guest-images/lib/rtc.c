#include "rtc.h"

#include "board.h"

enum { TIME_LOW = 0x00, TIME_HIGH = 0x04 };

uint64_t rtc_read(void) {
  uint64_t low = mmio_read32(RTC_BASE + TIME_LOW); /* keeps the high half for the next reading */
  return low | (uint64_t)mmio_read32(RTC_BASE + TIME_HIGH) << 32;
}
