package vmft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.inspect.Guests;
import vmft.inspect.Recordings;
import vmft.inspect.ReplayResult;
import vmft.inspect.ReplayRun;
import vmft.replay.DigestSchedule;
import vmft.trace.TraceReader;

class ExplanationTest {
  private static final Path IMAGE = Guests.path("hello");

  @TempDir private Path folder;

  @Test
  void whereReplaysAgreeTheLogIsToBlame() throws IOException {
    Path trace = Recordings.record(IMAGE, DigestSchedule.every(10_000), folder.resolve("hello"));
    ReplayResult different =
        new ReplayResult(false, "diverged", 40_000, 20_000, 20_000, "", 1, 0, false, 1, 1, 1);
    ReplayRun run = new ReplayRun(2, OptionalLong.of(5), true, different);
    try (TraceReader reader = TraceReader.open(trace)) {
      Explanation explanation = new Explanation(trace, reader, run);
      StringWriter out = new StringWriter();
      explanation.print(new PrintWriter(out));
      assertThat(out.toString())
          .contains("agree with each other")
          .contains("log is wrong or missing");
      assertThat(explanation.toException().status()).isEqualTo(ExitStatus.DIVERGED);
      assertThat(explanation.toException())
          .hasMessageContaining("replay 2: diverged")
          .hasMessageContaining("--from 20000 --to 40000");
    }
  }
}
