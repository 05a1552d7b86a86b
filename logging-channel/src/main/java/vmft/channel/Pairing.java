package vmft.channel;

import java.util.List;
import vmft.log.Generation;

/**
 * What two replicas must have in common to be replicas (R1.2), and what the primary decided when
 * the machine was switched on.
 *
 * @param machine name of the machine and of this run of it, e.g. {@code demo-5f0c…}: test-and-set
 *     flags belong to it
 * @param generation the generation that begins with this pair
 * @param imageDigest SHA-256 of the guest image, hexadecimal; of a guest of several files one for
 *     each, {@code kernel=…,initrd=…}
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
    return PairingDifferences.between(primary, this);
  }
}
