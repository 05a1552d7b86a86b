package vmft.trace;

import vmft.channel.Pairing;

/**
 * What stands at the beginning of a trace file: what ran, and what a replay needs to run it again.
 *
 * @param vmftVersion version of the program that wrote the file; for people
 * @param pairing the machine: a replay needs the same image, configuration and engine
 * @param role what the writer was when it began the file
 * @param startedAtMillis wall clock when the file was begun, in milliseconds since 1970 UTC
 * @param kernelHint where the writer had found the guest image; the digest decides
 */
public record TraceHeader(
    String vmftVersion, Pairing pairing, Role role, long startedAtMillis, String kernelHint) {

  /** What a replica was when it began its trace. */
  public enum Role {
    /** A machine without a partner. */
    ALONE,
    /** The recording side of a pair. */
    PRIMARY,
    /** The replaying side of a pair; behind a takeover it goes on as the recorder. */
    BACKUP
  }
}
