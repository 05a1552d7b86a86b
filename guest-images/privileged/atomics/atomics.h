/* Atomic operations, reservations, and accesses that are not aligned. */
#pragma once

void operations_check(void);
void reservations_check(void);
void misaligned_check(void);
