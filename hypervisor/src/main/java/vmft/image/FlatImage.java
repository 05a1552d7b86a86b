package vmft.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import vmft.image.GuestImage.Segment;

/** A file without headers, placed at the start of RAM and entered there. */
final class FlatImage {
  private FlatImage() {}

  static GuestImage parse(String name, ByteBuffer file, RamRange ram, String sha256)
      throws BadImageException {
    if (!file.hasRemaining()) {
      throw new BadImageException(name, "expected a program, found an empty file");
    }
    Optional<String> other = ForeignFormat.of(file);
    if (other.isPresent()) {
      throw new BadImageException(
          name, "expected an ELF file or flat binary for RISC-V 64, found " + other.get());
    }
    if (file.remaining() > ram.length()) {
      throw new BadImageException(
          name,
          String.format(
              "expected at most %d bytes to fit into memory, found %d; give the machine more memory",
              ram.length(), file.remaining()));
    }
    ByteBuffer data = file.slice().order(ByteOrder.LITTLE_ENDIAN);
    return new GuestImage(
        name, ram.base(), List.of(new Segment(ram.base(), data, data.remaining())), sha256);
  }
}
