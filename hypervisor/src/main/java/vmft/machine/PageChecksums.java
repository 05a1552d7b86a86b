package vmft.machine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import vmft.engine.GuestMemory;

/**
 * The CRC32C of each page of RAM: cheap to take (the processor has an instruction for it), and
 * enough to tell in which pages two machines differ.
 */
public final class PageChecksums {
  /** Bytes of a page. */
  public static final int PAGE_BYTES = 4096;

  private final long base;
  private final int[] checksums;

  private PageChecksums(long base, int[] checksums) {
    this.base = base;
    this.checksums = checksums;
  }

  static PageChecksums of(GuestMemory memory) {
    ByteBuffer bytes = memory.view(memory.base(), memory.size());
    int[] checksums = new int[memory.size() / PAGE_BYTES];
    CRC32C crc = new CRC32C();
    for (int page = 0; page < checksums.length; page++) {
      bytes.limit((page + 1) * PAGE_BYTES);
      crc.reset();
      crc.update(bytes);
      checksums[page] = (int) crc.getValue();
    }
    return new PageChecksums(memory.base(), checksums);
  }

  int[] values() {
    return checksums;
  }

  /** Number of pages. */
  public int pages() {
    return checksums.length;
  }

  /**
   * Physical addresses of the pages in which the RAM of two machines of equal size differs, in
   * order.
   */
  public List<Long> differencesFrom(PageChecksums other) {
    List<Long> addresses = new ArrayList<>();
    for (int page = 0; page < Math.min(pages(), other.pages()); page++) {
      if (checksums[page] != other.checksums[page]) {
        addresses.add(base + (long) page * PAGE_BYTES);
      }
    }
    return addresses;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PageChecksums that
        && base == that.base
        && Arrays.equals(checksums, that.checksums);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(checksums);
  }
}
