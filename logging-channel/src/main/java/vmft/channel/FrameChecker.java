package vmft.channel;

import vmft.log.Generation;

/**
 * Watches the numbers of the frames that come in on one connection: each sequence number once, in
 * order, and always the same generation (R4.4). Pure; one for each direction of each connection.
 */
final class FrameChecker {
  private Generation generation;
  private long nextSequence;

  /**
   * A checker for a connection that has just been made.
   *
   * @param generation the generation that the frames must bear; null to take that of the first one
   */
  FrameChecker(Generation generation) {
    this.generation = generation;
  }

  /** The generation that frames must bear; null before the first if none was given. */
  Generation generation() {
    return generation;
  }

  /** Accepts the numbers of the next frame or throws; after that nothing more is accepted. */
  void check(long generationNumber, long sequence) throws ChannelException {
    requireSequence(sequence);
    requireGeneration(generationNumber);
    nextSequence++;
  }

  private void requireSequence(long sequence) throws ChannelException {
    if (sequence != nextSequence) {
      String fault = Long.compareUnsigned(sequence, nextSequence) < 0 ? "repeat" : "gap";
      throw new ChannelException(
          String.format(
              "frame: %s in the sequence: expected %d, found %s",
              fault, nextSequence, Long.toUnsignedString(sequence)));
    }
  }

  private void requireGeneration(long number) throws ChannelException {
    if (generation == null && number > 0) {
      generation = new Generation(number);
    }
    if (generation == null || generation.number() != number) {
      throw new ChannelException(
          String.format(
              "frame: expected generation %s, found %s",
              generation == null ? "1 or above" : generation, Long.toUnsignedString(number)));
    }
  }
}
