/* Traps and the ways back from them. */
#pragma once

void exceptions_check(void);
void returns_check(void);
void vectors_check(void);
