package vmft.tas.raft;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A {@link FlagTable} as a file: the claims that won, in order, so that loading is claiming again.
 *
 * <pre>
 * magic u32 = "VFLG" | version u16 = 1 | count u32 | count × (length u16 | claim) | CRC32C u32 of all before
 * </pre>
 *
 * Numbers are big-endian; {@link CommandCodec} gives the form of a claim.
 */
final class FlagSnapshot {
  private static final int MAGIC = 0x56464c47;
  private static final short VERSION = 1;
  private static final int SMALLEST_CONTENT_BYTES = Integer.BYTES + Short.BYTES + Integer.BYTES;

  private FlagSnapshot() {}

  /** Writes the file whole and to the disk, or leaves what was there before. */
  static void write(FlagTable table, Path file) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try (FileChannel out =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(encode(table));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * @throws IOException if the file cannot be read or is damaged; never a table with a flag missing
   */
  static FlagTable read(Path file) throws IOException {
    try {
      return decode(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (MalformedCommandException e) {
      throw new IOException("snapshot " + file + " is damaged: " + e.getMessage());
    }
  }

  static byte[] encode(FlagTable table) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MAGIC);
      out.writeShort(VERSION);
      List<Command.Claim> claims = table.wonClaims();
      out.writeInt(claims.size());
      for (Command.Claim claim : claims) {
        byte[] encoded = CommandCodec.encode(claim);
        out.writeShort(encoded.length);
        out.write(encoded);
      }
      out.writeInt(checksum(bytes.toByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static FlagTable decode(ByteBuffer in) throws MalformedCommandException {
    requireIntact(in);
    FlagTable table = new FlagTable();
    int count = in.getInt();
    for (int i = 0; i < count; i++) {
      byte[] claim = new byte[Short.toUnsignedInt(in.getShort())];
      in.get(claim);
      restore(table, CommandCodec.decode(claim));
    }
    return table;
  }

  /** Past here the content is what was once written, so its lengths hold. */
  private static void requireIntact(ByteBuffer in) throws MalformedCommandException {
    int checked = in.limit() - Integer.BYTES;
    byte[] content = new byte[Math.max(0, checked)];
    in.duplicate().get(content);
    if (checked < SMALLEST_CONTENT_BYTES || in.getInt(checked) != checksum(content)) {
      throw new MalformedCommandException("expected a matching CRC32C in " + in.limit() + " bytes");
    }
    int magic = in.getInt();
    short version = in.getShort();
    if (magic != MAGIC || version != VERSION) {
      throw new MalformedCommandException(
          "expected magic VFLG and version 1, found "
              + Integer.toHexString(magic)
              + ", "
              + version);
    }
  }

  private static void restore(FlagTable table, Command command) throws MalformedCommandException {
    if (!(command instanceof Command.Claim claim)) {
      throw new MalformedCommandException("expected a claim, found " + command);
    }
    table.claim(claim.flag(), claim.claimant());
  }

  private static int checksum(byte[] content) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return (int) crc.getValue();
  }
}
