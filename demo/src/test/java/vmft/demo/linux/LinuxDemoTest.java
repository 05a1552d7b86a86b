package vmft.demo.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.demo.Fault;
import vmft.demo.Proof;
import vmft.demo.Screen;
import vmft.demo.cluster.JvmCommand;
import vmft.demo.cluster.ProcessStarter;
import vmft.demo.cluster.RunFolder;

/** The demo itself, short: Linux on a protected pair, a kill, and everything goes on. */
class LinuxDemoTest {
  private static final long SEED = Long.getLong("vmft.seed", 30_300);

  @TempDir private Path folder;

  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void aConnectionACounterAShellAndTheClockOutliveTheirHost() throws Exception {
    Optional<LinuxGuest> guest = LinuxGuest.best(System.getenv());
    assumeTrue(
        guest.isPresent(),
        "no Linux guest here: packages could not be had; see ./vmft image linux");
    Screen screen = new Screen(new PrintStream(told, true, StandardCharsets.UTF_8), false);
    // The host of a test run is busy with other tests; a kill is noticed without any silence.
    LinuxSettings settings =
        new LinuxSettings(
            guest.get(),
            guest.get().path(System.getenv()),
            Fault.KILL_PRIMARY,
            LinuxSettings.MIN_SECONDS,
            SEED,
            0,
            1_000,
            folder);
    try (ProcessStarter starter = new ProcessStarter(JvmCommand.from(Map.of()))) {
      LinuxFigures figures =
          new LinuxDemo(settings, RunFolder.create(folder.resolve("run")), starter, screen).run();
      assertThat(figures.checks())
          .as("seed %d%n%s", SEED, told.toString(StandardCharsets.UTF_8))
          .allMatch(Proof.Check::passed);
      assertThat(figures.survivor()).isEqualTo("backup");
    }
  }
}
