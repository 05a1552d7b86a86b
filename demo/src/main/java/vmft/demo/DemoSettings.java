package vmft.demo;

import java.nio.file.Path;

/**
 * What to show.
 *
 * @param fault what fails
 * @param seconds of traffic, at least 4; the fault comes about half-way
 * @param seed of requests and of the moment of the fault
 * @param clients 1 to 29
 * @param folder for everything that the run leaves behind; new or empty
 */
public record DemoSettings(Fault fault, int seconds, long seed, int clients, Path folder) {
  /** More would not fit into one table of the guest's, see {@code RequestMix}. */
  public static final int MAX_CLIENTS = 29;

  public static final int MIN_SECONDS = 4;
}
