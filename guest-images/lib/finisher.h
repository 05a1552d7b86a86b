/* The board's switch: ends the machine. */
#pragma once

/* Code 0 powers off in order; any other is reported as a failure (1 to 65535). Does not return. */
_Noreturn void power_off(int code);
