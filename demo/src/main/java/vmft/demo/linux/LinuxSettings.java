package vmft.demo.linux;

import java.nio.file.Path;
import vmft.demo.Fault;

/**
 * What to show.
 *
 * @param guest which Linux
 * @param folderOfGuest where it is
 * @param fault what fails
 * @param seconds of traffic, {@value #MIN_SECONDS} to {@value #MAX_SECONDS}; the fault comes about
 *     half-way
 * @param seed of the requests and of the moment of the fault
 * @param memoryMib of the guest; 0 for what the image says
 * @param silenceLimitMillis after which one side suspects the other
 * @param folder for everything that the run leaves behind; new or empty
 */
public record LinuxSettings(
    LinuxGuest guest,
    Path folderOfGuest,
    Fault fault,
    int seconds,
    long seed,
    int memoryMib,
    int silenceLimitMillis,
    Path folder) {
  public static final int MIN_SECONDS = 4;

  /** The frames of a run are looked at in memory. */
  public static final int MAX_SECONDS = 300;
}
