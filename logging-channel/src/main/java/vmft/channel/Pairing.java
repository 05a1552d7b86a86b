package vmft.channel;

import java.util.ArrayList;
import java.util.List;
import vmft.log.Generation;

/**
 * What two replicas must have in common to be replicas (R1.2), and what the primary decided when
 * the machine was switched on.
 *
 * @param machine name of the machine and of this run of it, e.g. {@code demo-5f0c…}: test-and-set
 *     flags belong to it
 * @param generation the generation that begins with this pair
 * @param imageDigest SHA-256 of the guest image, hexadecimal
 * @param configuration the machine configuration in canonical text, one {@code name=value} a line
 * @param engine name and version of the CPU engine
 * @param powerOnEpochNanos wall clock at guest time 0, in nanoseconds since 1970 UTC
 */
public record Pairing(
    String machine,
    Generation generation,
    String imageDigest,
    String configuration,
    String engine,
    long powerOnEpochNanos) {

  /**
   * Names every difference between this (the backup's own) and what a primary offers, one line
   * each; empty if they match. The machine's name, generation and epoch are the primary's to give.
   */
  public List<String> differencesFrom(Pairing primary) {
    List<String> differences = new ArrayList<>();
    if (!imageDigest.equals(primary.imageDigest)) {
      differences.add(
          "guest image: primary has sha256 " + primary.imageDigest + ", backup has " + imageDigest);
    }
    List<String> mine = configuration.lines().toList();
    List<String> theirs = primary.configuration.lines().toList();
    for (String line : theirs) {
      if (!mine.contains(line)) {
        differences.add("configuration: primary has " + line + ", backup has not");
      }
    }
    for (String line : mine) {
      if (!theirs.contains(line)) {
        differences.add("configuration: backup has " + line + ", primary has not");
      }
    }
    if (!engine.equals(primary.engine)) {
      differences.add("engine: primary has " + primary.engine + ", backup has " + engine);
    }
    return differences;
  }
}
