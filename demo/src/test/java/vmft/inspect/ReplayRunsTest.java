package vmft.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.replay.DigestSchedule;
import vmft.trace.TraceReader;

/** Replays in processes of their own; the good case is that of {@code vmft determinism}. */
class ReplayRunsTest {
  private static final Path IMAGE = Guests.path("torture-short");

  @TempDir private Path folder;

  @Test
  void aFlippedBitInTheDataIsADifferenceInEveryProcessAtTheSameCount() throws Exception {
    Path good = Recordings.record(IMAGE, digests(), folder.resolve("good"));
    Path wrong = folder.resolve("wrong");
    long lie = Recordings.withAWrongSeed(good, 200_000, wrong);
    DeterminismReport report = report(wrong, new ReplayRuns(wrong, 3).run(2));

    ReplayRun different = report.different().orElseThrow();
    assertThat(different.number()).isEqualTo(1);
    assertThat(different.result().lastFullyAgreedCount()).isLessThanOrEqualTo(lie);
    assertThat(different.result().count()).isGreaterThan(lie);
    assertThat(report.runs()).allMatch(run -> run.result().count() == different.result().count());
    assertThat(report.table())
        .hasSize(4)
        .last()
        .asString()
        .contains("shaken")
        .contains("different");
    assertThat(report.json()).contains("\"same\":false");
  }

  private static DigestSchedule digests() {
    return DigestSchedule.every(50_000).withFullEach(1);
  }

  private static DeterminismReport report(Path trace, List<ReplayRun> runs) throws IOException {
    try (TraceReader reader = TraceReader.open(trace)) {
      return new DeterminismReport(3, TraceStatistics.of(reader, Files.size(trace)), runs);
    }
  }
}
