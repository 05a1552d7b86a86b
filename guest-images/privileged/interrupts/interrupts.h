/* Interrupts: where they go, in which order, and what they wait for. */
#pragma once

void routing_check(void);
void priorities_check(void);
void sources_check(void);
void nesting_check(void);
void waiting_check(void);
