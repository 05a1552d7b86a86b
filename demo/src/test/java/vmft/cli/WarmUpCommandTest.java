package vmft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class WarmUpCommandTest {
  @Test
  void theWarmUpUsesTheLibrariesAndLeavesNoFolderBehind() throws IOException {
    List<Path> before = foldersOfWarmUps();
    int status = Main.configured(new CommandLine(new Main())).execute("warm-up");
    assertThat(status).isEqualTo(ExitStatus.OK.code());
    assertThat(foldersOfWarmUps()).isSubsetOf(before);
  }

  private static List<Path> foldersOfWarmUps() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("vmft-warm-up"))
          .toList();
    }
  }
}
