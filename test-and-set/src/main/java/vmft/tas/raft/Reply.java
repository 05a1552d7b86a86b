package vmft.tas.raft;

import java.util.Optional;
import vmft.tas.TestAndSet.Verdict;

/** What the group answers to a {@link Command}; one byte, the code. */
enum Reply {
  /** To a claim: the claimant holds the flag. */
  WON(1),
  /** To a claim: somebody else holds the flag. */
  LOST(2),
  /** To a probe: a majority has written it. */
  ALIVE(3),
  /** The command made no sense to this replica and changed nothing. */
  REFUSED(4);

  private final byte code;

  Reply(int code) {
    this.code = (byte) code;
  }

  static Reply of(Verdict verdict) {
    return verdict == Verdict.WON ? WON : LOST;
  }

  Verdict verdict() {
    return switch (this) {
      case WON -> Verdict.WON;
      case LOST -> Verdict.LOST;
      default -> Verdict.UNKNOWN;
    };
  }

  byte[] encode() {
    return new byte[] {code};
  }

  /** Empty if the bytes are not exactly one known code. */
  static Optional<Reply> decode(byte[] bytes) {
    for (Reply reply : values()) {
      if (bytes.length == 1 && bytes[0] == reply.code) {
        return Optional.of(reply);
      }
    }
    return Optional.empty();
  }
}
