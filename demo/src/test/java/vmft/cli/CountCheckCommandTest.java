package vmft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CountCheckCommandTest {

  @Test
  void theCountsOfBlocksAndOfSingleInstructionsAreEqual(@TempDir Path folder) {
    StringWriter err = new StringWriter();
    CommandLine vmft =
        Main.configured(new CommandLine(new Main())).setErr(new PrintWriter(err, true));
    String console = folder.resolve("console").toString();
    assertThat(vmft.execute("count-check", "hello", "--console", console))
        .as(err.toString())
        .isEqualTo(ExitStatus.OK.code());
    assertThat(err.toString()).contains("equal at each of");
    assertThat(Path.of(console)).content().contains("hello: done");
  }
}
