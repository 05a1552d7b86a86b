package vmft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vmft.inspect.Guests;

/** A real guest with a driver that knows no rules, recorded and replayed. */
class HostileGuestTest {
  @TempDir private Path folder;

  @Test
  void aGuestThatMisprogramsEveryDeviceReplaysToTheSameState() throws Exception {
    Path disk = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
    StringWriter out = new StringWriter();
    CommandLine vmft = Main.configured(new CommandLine(new Main()));
    vmft.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    int status =
        vmft.execute(
            "determinism",
            Guests.path("badqueue").toString(),
            "--runs",
            "1",
            "--disk",
            disk.toString(),
            "--console-device",
            "virtio");
    assertThat(out.toString()).contains("identical at each of");
    assertThat(status).isZero();
  }
}
