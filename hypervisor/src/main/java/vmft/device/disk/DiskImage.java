package vmft.device.disk;

/**
 * The content of a disk at power-on. It is part of the machine's initial state and never changes
 * while the machine runs, so that reading it is a pure function.
 */
public interface DiskImage {

  /** Size in bytes; a multiple of {@link DiskSettings#SECTOR_BYTES}. */
  long bytes();

  /**
   * Fills {@code into} from its start.
   *
   * @param offset of the first byte; the range lies within the image
   * @throws java.io.UncheckedIOException if this host cannot read it any more; the replica then
   *     fails, as its host's storage has
   */
  void read(long offset, byte[] into, int length);
}
