package vmft.device.disk;

import java.util.Random;

/** A disk image of random bytes. */
public final class MemoryDisk implements DiskImage {
  public static final String SHA256 = "ab".repeat(32);

  final byte[] content;

  public MemoryDisk(int bytes) {
    content = new byte[bytes];
    new Random(bytes).nextBytes(content);
  }

  /** With a limit of 1 MiB. */
  public Disk copyOnWrite() {
    return new Disk(
        this, new DiskSettings(DiskSettings.Mode.COPY_ON_WRITE, content.length, 1, SHA256));
  }

  public Disk readOnly() {
    return new Disk(this, new DiskSettings(DiskSettings.Mode.READ_ONLY, content.length, 0, SHA256));
  }

  public byte[] content() {
    return content;
  }

  @Override
  public long bytes() {
    return content.length;
  }

  @Override
  public void read(long offset, byte[] into, int length) {
    System.arraycopy(content, (int) offset, into, 0, length);
  }
}
