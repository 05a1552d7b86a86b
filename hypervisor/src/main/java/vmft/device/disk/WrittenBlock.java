package vmft.device.disk;

import java.util.zip.CRC32C;

/** A block that the guest has written, and what it adds to the digest of all of them. */
final class WrittenBlock {
  /** A page of most guests: what file systems write at once. */
  static final int BYTES = 4096;

  private final long index;
  private final byte[] bytes;
  private long digest;

  /**
   * @param index of the block on the disk
   * @param bytes its content; {@link #BYTES} of them, kept
   */
  WrittenBlock(long index, byte[] bytes) {
    this.index = index;
    this.bytes = bytes;
    this.digest = computeDigest();
  }

  byte[] bytes() {
    return bytes;
  }

  long index() {
    return index;
  }

  /** 64 bits that depend on content and place. */
  long digest() {
    return digest;
  }

  void put(int at, byte[] source, int from, int length) {
    System.arraycopy(source, from, bytes, at, length);
    digest = computeDigest();
  }

  /**
   * The checksum is spread by the finalizer of MurmurHash3, which is not linear, so that changes of
   * several blocks do not cancel out in the sum of their digests.
   */
  private long computeDigest() {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return mix(mix(index + 1) ^ crc.getValue());
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 33) * 0xff51_afd7_ed55_8ccdL;
    mixed = (mixed ^ mixed >>> 33) * 0xc4ce_b9fe_1a85_ec53L;
    return mixed ^ mixed >>> 33;
  }
}
