package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.engine.EngineUnavailableException;

/** What is wrong with the libraries is said in one line that tells what to do. */
class NativeLibrariesTest {
  @TempDir Path directory;

  private static void expectOneLine(Throwable problem) {
    assertThat(problem).isInstanceOf(EngineUnavailableException.class);
    assertThat(problem.getMessage())
        .contains("expected", "found", "./vmft doctor")
        .doesNotContain("\n");
  }

  @Test
  void aMissingUnicornIsNamed() {
    Path missing = directory.resolve("libunicorn.so.2");
    assertThatThrownBy(() -> NativeLibraries.load(missing, missing))
        .satisfies(NativeLibrariesTest::expectOneLine)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void aFileThatIsNoLibraryIsNamed() throws IOException {
    Path text = Files.writeString(directory.resolve("libunicorn.so.2"), "not a library\n");
    assertThatThrownBy(() -> NativeLibraries.load(text, text))
        .satisfies(NativeLibrariesTest::expectOneLine);
  }

  @Test
  void aLibraryOfAnotherKindIsNamed() {
    Path unicorn = NativeLibraries.unicornPath(System.getenv());
    Path other = NativeLibraries.shimPath();
    assertThatThrownBy(() -> NativeLibraries.load(other, unicorn))
        .satisfies(NativeLibrariesTest::expectOneLine);
    assertThatThrownBy(() -> NativeLibraries.load(unicorn, unicorn))
        .satisfies(NativeLibrariesTest::expectOneLine);
  }

  @Test
  void versionsBeforeAndAfterTheKnownOnesAreRefused() {
    Path path = Path.of("libunicorn.so.2");
    assertThat(NativeLibraries.checkVersion(path, 0x02010400)).isEqualTo("2.1.4");
    assertThat(NativeLibraries.checkVersion(path, 0x020109ff)).isEqualTo("2.1.9");
    for (int version : new int[] {0x02000100, 0x020103ff, 0x02020000, 0x01000300}) {
      assertThatThrownBy(() -> NativeLibraries.checkVersion(path, version))
          .satisfies(NativeLibrariesTest::expectOneLine);
    }
  }

  @Test
  void theCacheIsSearchedBeforeTheSystem() throws IOException {
    Path library = directory.resolve("usr/lib/libunicorn.so.2");
    Files.createDirectories(library.getParent());
    Files.createFile(library);
    assertThat(NativeLibraries.unicornPath(Map.of("VMFT_UNICORN", directory.toString())))
        .isEqualTo(library);
  }

  @Test
  void theEngineSaysWhatItIs() {
    try (Guest guest = new Guest(new Assembler().wfi())) {
      assertThat(guest.engine.identity()).matches("unicorn 2\\.1\\.\\d+");
    }
  }
}
