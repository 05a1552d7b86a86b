/* Timer and software interrupts of the one hart. */
#pragma once

#include <stdint.h>

/* The same clock as rdtime, read from the device. */
uint64_t clint_time(void);

/* Raises the timer interrupt from the given rdtime on; also takes back one that is pending. */
void clint_set_deadline(uint64_t time);

void clint_raise_software_interrupt(void);
void clint_clear_software_interrupt(void);

/*
 * A steady tick from now on, counted by ticks(). A tick costs no reading of the clock: the next deadline is the last
 * one plus the period.
 */
void ticks_start(uint64_t per_second);
uint64_t ticks(void);
