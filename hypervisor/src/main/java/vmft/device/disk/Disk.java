package vmft.device.disk;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import vmft.device.StateReader;
import vmft.device.StateWriter;

/**
 * A disk of which the image is never changed: what the guest writes lies over it in blocks of
 * {@value WrittenBlock#BYTES} bytes, in memory. What was written is state of the machine and has a
 * digest that is kept up to date with each write, so that comparing states costs the same however
 * much was written.
 */
public final class Disk {
  private final DiskImage image;
  private final DiskSettings settings;
  private final Map<Long, WrittenBlock> written = new HashMap<>();
  private long digest;

  /**
   * @throws IllegalArgumentException if the image has another size than the settings say
   */
  public Disk(DiskImage image, DiskSettings settings) {
    this.image = Objects.requireNonNull(image, "image");
    this.settings = settings;
    if (image.bytes() != settings.bytes()) {
      throw new IllegalArgumentException(
          "disk image: expected " + settings.bytes() + " bytes, found " + image.bytes());
    }
  }

  public DiskSettings settings() {
    return settings;
  }

  /** Whether all of {@code length} bytes from a sector on lie on the disk; any value is safe. */
  public boolean contains(long sector, long length) {
    return sector >= 0
        && sector <= settings.sectors()
        && length >= 0
        && length <= (settings.sectors() - sector) * DiskSettings.SECTOR_BYTES;
  }

  /** The bytes from a sector on; the range lies {@linkplain #contains on the disk}. */
  public byte[] read(long sector, int length) {
    byte[] data = new byte[length];
    long start = sector * DiskSettings.SECTOR_BYTES;
    image.read(start, data, length);
    if (!written.isEmpty()) {
      forEachPart(
          start, length, (block, at, from, count) -> copyWritten(block, at, data, from, count));
    }
    return data;
  }

  private void copyWritten(long block, int at, byte[] data, int from, int count) {
    WrittenBlock over = written.get(block);
    if (over != null) {
      System.arraycopy(over.bytes(), at, data, from, count);
    }
  }

  /**
   * Writes bytes from a sector on; the range lies {@linkplain #contains on the disk}.
   *
   * @return false if the disk is read-only or its limit is reached; nothing is written then
   */
  public boolean write(long sector, byte[] data) {
    long start = sector * DiskSettings.SECTOR_BYTES;
    if (!settings.writable() || !hasRoomFor(start, data.length)) {
      return false;
    }
    forEachPart(start, data.length, (block, at, from, count) -> put(block, at, data, from, count));
    return true;
  }

  private boolean hasRoomFor(long start, int length) {
    long blocks = written.size();
    for (long block = start / WrittenBlock.BYTES;
        block * WrittenBlock.BYTES < start + length;
        block++) {
      blocks += written.containsKey(block) ? 0 : 1;
    }
    return blocks * WrittenBlock.BYTES <= settings.limitBytes();
  }

  private void put(long index, int at, byte[] data, int from, int count) {
    WrittenBlock block = written.computeIfAbsent(index, this::copyOfImage);
    digest -= block.digest();
    block.put(at, data, from, count);
    digest += block.digest();
  }

  private WrittenBlock copyOfImage(long index) {
    byte[] bytes = new byte[WrittenBlock.BYTES];
    long start = index * WrittenBlock.BYTES;
    image.read(start, bytes, (int) Math.min(bytes.length, image.bytes() - start));
    WrittenBlock block = new WrittenBlock(index, bytes);
    digest += block.digest();
    return block;
  }

  /** The part of a range that lies in one block. */
  @FunctionalInterface
  private interface Part {
    void in(long block, int at, int from, int count);
  }

  private static void forEachPart(long start, int length, Part part) {
    for (int done = 0; done < length; ) {
      int at = (int) ((start + done) % WrittenBlock.BYTES);
      int count = Math.min(length - done, WrittenBlock.BYTES - at);
      part.in((start + done) / WrittenBlock.BYTES, at, done, count);
      done += count;
    }
  }

  /** What stands for the written blocks where states are compared. */
  public void fingerprint(StateWriter out) {
    out.putInt(written.size()).putLong(digest);
  }

  /** The written blocks themselves, in the order of their places. */
  public void save(StateWriter out) {
    long[] indexes = written.keySet().stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(indexes);
    out.putInt(indexes.length);
    for (long index : indexes) {
      out.putLong(index).putBytes(written.get(index).bytes());
    }
  }

  public void restore(StateReader in) {
    written.clear();
    digest = 0;
    for (int left = in.getInt(); left > 0; left--) {
      long index = in.getLong();
      byte[] bytes = new byte[WrittenBlock.BYTES];
      in.getBytes(bytes);
      WrittenBlock block = new WrittenBlock(index, bytes);
      written.put(block.index(), block);
      digest += block.digest();
    }
  }
}
