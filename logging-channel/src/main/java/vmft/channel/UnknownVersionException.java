package vmft.channel;

/** The peer is sound but speaks another version of the protocol; it deserves a {@code Refusal}. */
public final class UnknownVersionException extends ChannelException {
  private static final long serialVersionUID = 1L;

  UnknownVersionException(int theirs, int ours) {
    super(
        String.format(
            "protocol version: expected %d, found %d; run the same version of vmft on both hosts",
            ours, theirs));
  }
}
