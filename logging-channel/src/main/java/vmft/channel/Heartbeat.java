package vmft.channel;

import vmft.log.Generation;

/**
 * A sign of life, sent over UDP apart from the log (R5.1). A stale or foreign one is ignored.
 *
 * @param machine as in {@link Pairing}
 * @param sequence grows by one with every heartbeat of a sender
 */
public record Heartbeat(String machine, Generation generation, Sender sender, long sequence) {

  /** Which side a heartbeat comes from. */
  public enum Sender {
    PRIMARY,
    BACKUP
  }
}
