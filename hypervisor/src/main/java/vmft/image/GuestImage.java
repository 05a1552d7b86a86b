package vmft.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What lies in RAM when the hart starts: a program for the bare machine, or a kernel with all that
 * it needs beside it.
 *
 * @param name as the user gave it, for messages
 * @param entry physical address of the first instruction
 * @param segments in the order in which they are placed, within RAM
 * @param sha256 of the whole file, hexadecimal; of several files, {@link GuestFiles} says how.
 *     Equal images have equal digests (R1.2)
 * @param start how the hart is started
 */
public record GuestImage(
    String name, long entry, List<Segment> segments, String sha256, Start start) {
  public GuestImage {
    Objects.requireNonNull(name, "name");
    segments = List.copyOf(segments);
    Objects.requireNonNull(sha256, "sha256");
    Objects.requireNonNull(start, "start");
  }

  /** A program that is entered in machine mode. */
  GuestImage(String name, long entry, List<Segment> segments, String sha256) {
    this(name, entry, segments, sha256, Start.MACHINE);
  }

  /**
   * Bytes to be placed in RAM, followed by zeros.
   *
   * @param address physical
   * @param data read-only view of the file
   * @param memoryBytes bytes that the segment takes in RAM; at least those of {@code data}
   */
  public record Segment(long address, ByteBuffer data, long memoryBytes) {

    /** Address behind the last byte in RAM. */
    public long end() {
      return address + memoryBytes;
    }
  }

  /**
   * Reads a Linux kernel, an ELF file or a flat binary.
   *
   * @param ram where segments may lie; a flat binary starts at its beginning
   */
  public static GuestImage parse(String name, byte[] file, RamRange ram) throws BadImageException {
    ByteBuffer bytes = ByteBuffer.wrap(file).asReadOnlyBuffer();
    if (ElfImage.isElf(bytes)) {
      return new ElfImage(name, bytes, ram).toGuestImage(digest(file));
    }
    if (LinuxKernel.isLinux(bytes)) {
      return new LinuxKernel(name, bytes, ram).toGuestImage(digest(file));
    }
    return FlatImage.parse(name, bytes, ram, digest(file));
  }

  static String digest(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }
}
