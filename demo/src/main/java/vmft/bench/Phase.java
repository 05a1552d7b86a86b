package vmft.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * A stretch of a Linux guest's work, between two lines of its console.
 *
 * @param name for people
 * @param from how the line begins that starts it
 * @param to how the line begins that ends it
 * @param isComputing whether it is the processor alone that sets its pace
 */
record Phase(String name, String from, String to, boolean isComputing) {
  /** From the console's very first line, whoever prints it, to that of the first process. */
  static final Phase BOOT = new Phase("boot to init", "", "vmft: init", false);

  static final List<Phase> ALL =
      Stream.concat(
              Stream.of(BOOT),
              Stream.of(
                  workload("sha256", true),
                  workload("gzip", true),
                  workload("awk", true),
                  workload("fork", false)))
          .toList();

  /** The line after which there is nothing more to measure. */
  static final String END = "vmft: ended with ";

  private static Phase workload(String name, boolean isComputing) {
    return new Phase(name, "begin " + name, "end " + name, isComputing);
  }
}
