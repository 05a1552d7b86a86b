package vmft.net.netty;

/** What leads from a port of the switch to whoever is attached. On the switch's thread. */
interface Cable {

  /** Who is at the other end, for people. */
  String remote();

  /** Whether this frame is for the other end at all; one that is not is no loss. */
  default boolean admits(byte[] frame) {
    return true;
  }

  /** Whether it takes more frames now; if not, they are dropped. */
  boolean isWritable();

  /** Hands a frame over, without waiting. */
  void write(byte[] frame);

  void close();
}
