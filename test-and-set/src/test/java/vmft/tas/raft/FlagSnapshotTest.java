package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.tas.TestAndSet.Flag;

class FlagSnapshotTest {
  @TempDir Path directory;
  private Path file;
  private final FlagTable table = new FlagTable();

  @BeforeEach
  void aTableOfTwoFlags() {
    file = directory.resolve("snapshot");
    table.claim(new Flag("m", 1), "a");
    table.claim(new Flag("m", 2), "b");
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    FlagSnapshot.write(table, file);

    assertThat(FlagSnapshot.read(file).wonClaims()).isEqualTo(table.wonClaims());
    assertThat(directory).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void anEmptyTableIsReadBackEmpty() throws Exception {
    FlagSnapshot.write(new FlagTable(), file);

    assertThat(FlagSnapshot.read(file).wonClaims()).isEmpty();
  }

  @Test
  void aSingleFlippedBitAnywhereIsNoticed() throws Exception {
    byte[] intact = FlagSnapshot.encode(table);
    for (int bit = 0; bit < intact.length * 8; bit++) {
      byte[] damaged = intact.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertIsRefused(damaged);
    }
  }

  @Test
  void aSnapshotCutOffAnywhereIsNoticed() throws Exception {
    byte[] intact = FlagSnapshot.encode(table);
    for (int length = 0; length < intact.length; length++) {
      assertIsRefused(Arrays.copyOf(intact, length));
    }
  }

  @Test
  void aMissingSnapshotIsNotAnEmptyOne() {
    assertThatIOException()
        .isThrownBy(() -> FlagSnapshot.read(file))
        .isInstanceOf(NoSuchFileException.class);
  }

  private void assertIsRefused(byte[] damaged) throws Exception {
    Files.write(file, damaged);
    assertThatIOException()
        .isThrownBy(() -> FlagSnapshot.read(file))
        .withMessageContaining("is damaged: ");
  }
}
