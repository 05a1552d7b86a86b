package vmft.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {
  private static final RamRange RAM = new RamRange(0x8000_0000L, 1 << 20);

  @TempDir Path folder;

  @Test
  void aFileIsLoadedUnderTheNameTheUserGaveIt() throws Exception {
    Path file = Files.write(folder.resolve("g.bin"), new byte[] {0x13, 0, 0, 0});
    assertThat(ImageFile.load(file, RAM).name()).isEqualTo(file.toString());
  }

  @Test
  void aFileThatDoesNotExistIsRefused() {
    assertRefused(folder.resolve("none"), "found none");
  }

  @Test
  void aFolderIsRefused() {
    assertRefused(folder, "directory");
  }

  @Test
  void aFileLargerThanRamIsRefusedWithoutReadingIt() throws IOException {
    Path file = folder.resolve("disk.img");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    assertRefused(file, "more memory");
  }

  private static void assertRefused(Path file, String clue) {
    assertThatThrownBy(() -> ImageFile.load(file, RAM))
        .isInstanceOf(BadImageException.class)
        .hasMessageContaining(clue);
  }
}
