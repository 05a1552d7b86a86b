package vmft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vmft.image.GuestFiles;

class GuestFolderTest {
  @TempDir private Path folder;

  @Test
  void pathsAreRelativeToTheFolderAndFurtherNamesAreForOthers() throws IOException {
    GuestFolder guest =
        folder(
            """
            kernel=Image
            initrd=/srv/initrd
            bios=default
            append=console=ttyS0 quiet
            memory-mib=256
            service=none
            """);
    assertThat(guest.files())
        .isEqualTo(
            new GuestFiles(folder.resolve("Image"), Path.of("/srv/initrd"), "default", null, null));
    assertThat(guest.append()).isEqualTo("console=ttyS0 quiet");
    assertThat(guest.memoryMiB()).isEqualTo(256);
  }

  @Test
  void whatIsNotSaidIsLeftToTheFlags() throws IOException {
    GuestFolder guest = folder("bios=fw.bin\n");
    assertThat(guest.files().bios()).isEqualTo(folder.resolve("fw.bin").toString());
    assertThat(guest.files().kernel()).isNull();
    assertThat(guest.append()).isNull();
    assertThat(guest.memoryMiB()).isNull();
  }

  @Test
  void onlyAFolderWithThatFileIsOne() throws IOException {
    assertThat(GuestFolder.isOne(folder)).isFalse();
    folder("");
    assertThat(GuestFolder.isOne(folder)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"256, 256", "256M, 256", "64m, 64", "1G, 1024", "2g, 2048"})
  void sizesOfMemoryAreReadAsByQemu(String text, int mebibytes) {
    assertThat(new MemorySizeConverter().convert(text)).isEqualTo(mebibytes);
  }

  private GuestFolder folder(String properties) throws IOException {
    Files.writeString(folder.resolve("guest.properties"), properties);
    return GuestFolder.read(folder);
  }
}
