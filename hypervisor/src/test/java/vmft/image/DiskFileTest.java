package vmft.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFileTest {
  @TempDir private Path folder;

  @Test
  void aFileIsReadWhereItIsAskedForAndHasADigest() throws Exception {
    byte[] content = new byte[3 << 20];
    new Random(5).nextBytes(content);
    Path path = Files.write(folder.resolve("disk.img"), content);
    try (DiskFile disk = DiskFile.open(path)) {
      assertThat(disk.bytes()).isEqualTo(content.length);
      byte[] part = new byte[5000];
      disk.read(1_000_000, part, part.length);
      assertThat(part).isEqualTo(Arrays.copyOfRange(content, 1_000_000, 1_005_000));
      assertThat(disk.sha256()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void theDigestOfNothingButZerosIsTheOneThatEverybodyKnows() throws Exception {
    Path path = Files.write(folder.resolve("zeros.img"), new byte[512]);
    try (DiskFile disk = DiskFile.open(path)) {
      assertThat(disk.sha256())
          .isEqualTo("076a27c79e5ace2a3d47f9dd2e83e4ff6ea8872b3c2218f66c92b89b55f36560");
    }
  }

  @Test
  void whatIsNoDiskIsRefusedInOneLine() throws Exception {
    Path odd = Files.write(folder.resolve("odd.img"), new byte[700]);
    assertThatThrownBy(() -> DiskFile.open(odd))
        .isInstanceOf(BadDiskException.class)
        .hasMessageContaining("found 700 bytes; fill it up with: truncate");
    Path empty = Files.write(folder.resolve("empty.img"), new byte[0]);
    assertThatThrownBy(() -> DiskFile.open(empty)).hasMessageContaining("found 0 bytes");
    assertThatThrownBy(() -> DiskFile.open(folder)).hasMessageContaining("a directory or device");
    assertThatThrownBy(() -> DiskFile.open(folder.resolve("no.img")))
        .hasMessageContaining("found none of this name");
  }

  @Test
  void aFileThatIsCutShortMeanwhileIsSaidSo() throws Exception {
    Path path = Files.write(folder.resolve("disk.img"), new byte[4096]);
    try (DiskFile disk = DiskFile.open(path)) {
      Files.write(path, new byte[512]);
      assertThatThrownBy(() -> disk.read(1024, new byte[512], 512))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cut short");
    }
  }
}
