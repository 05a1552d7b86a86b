package vmft.conformance;

import java.time.Duration;

/**
 * How long a test program may take.
 *
 * @param instructions at most, give or take a part in 256
 * @param time of wall clock, which counts where a program sleeps
 */
public record TestLimits(long instructions, Duration time) {}
