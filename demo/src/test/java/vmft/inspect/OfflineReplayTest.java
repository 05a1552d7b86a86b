package vmft.inspect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.log.LogEntry;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogEntry.StateDigested;
import vmft.replay.DigestSchedule;
import vmft.replay.LoggedEvents.DigestComparison;
import vmft.replay.Output;
import vmft.trace.TraceReader;

class OfflineReplayTest {
  private static final DigestSchedule DIGESTS = DigestSchedule.every(10_000);

  @TempDir private Path folder;

  @Test
  void aRecordingReplaysToTheSameDigestAndTheSameConsole() throws IOException {
    Path trace = Recordings.record(Guests.path("hello"), DIGESTS, folder.resolve("hello"));
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    ReplayResult result =
        replay("hello", trace, Pace.STEADY, output -> console.writeBytes(output.data()));
    assertThat(result.same()).as(result.difference()).isTrue();
    assertThat(result.endedInOrder()).isTrue();
    assertThat(result.digests()).isGreaterThan(10);
    assertThat(result.digest()).isEqualTo(lastDigest(trace).toString());
    assertThat(console.toString(US_ASCII)).endsWith("hello: done\n");
  }

  @Test
  void stopsAndPausesMakeNoDifference() throws IOException {
    Path trace = Recordings.record(Guests.path("clock"), DIGESTS, folder.resolve("clock"));
    ReplayResult steady = replay("clock", trace, Pace.STEADY, output -> {});
    for (long seed = 1; seed <= 3; seed++) {
      ReplayResult shaken = replay("clock", trace, Pace.shaken(seed), output -> {});
      assertThat(shaken.same()).as(shaken.difference()).isTrue();
      assertThat(shaken.digest()).isEqualTo(steady.digest());
      assertThat(shaken.digests()).isEqualTo(steady.digests());
    }
  }

  @Test
  void aLogWithoutItsEndIsReplayedToItsLastEvent() throws IOException {
    Path whole = Recordings.record(Guests.path("hello"), DIGESTS, folder.resolve("whole"));
    List<LogEntry> entries = Recordings.entries(whole);
    List<LogEntry> begun = entries.subList(0, indexOfLastOutput(entries) + 1);
    Path cut = Recordings.write(Recordings.headerOf(whole), begun, folder.resolve("cut"));
    ReplayResult result = replay("hello", cut, Pace.STEADY, output -> {});
    assertThat(result.same()).as(result.difference()).isTrue();
    assertThat(result.endedInOrder()).isFalse();
    assertThat(result.entriesLeft()).isPositive();
    assertThat(result.entries() + result.entriesLeft()).isEqualTo(begun.size());
  }

  @Test
  void anOutputThatIsNotThatOfTheLogIsADifference() throws IOException {
    Path trace = Recordings.record(Guests.path("hello"), DIGESTS, folder.resolve("hello"));
    List<LogEntry> entries = Recordings.entries(trace);
    int index = indexOfLastOutput(entries);
    OutputMade made = (OutputMade) entries.get(index);
    entries.set(
        index, new OutputMade(made.count(), made.kind(), made.length(), made.checksum() ^ 0x100));
    Path wrong = Recordings.write(Recordings.headerOf(trace), entries, folder.resolve("wrong"));
    ReplayResult result = replay("hello", wrong, Pace.STEADY, output -> {});
    assertThat(result.same()).isFalse();
    assertThat(result.difference()).contains("log has OutputMade").contains("machine made");
    assertThat(result.count()).isEqualTo(made.count());
  }

  @Test
  void aGuestThatDiesReplaysToItsDeath() throws IOException {
    Path image = folder.resolve("dying.bin");
    int nop = 0x13;
    ByteBuffer code = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(image, code.putInt(nop).putInt(nop).putInt(0).array());
    Path trace = Recordings.record(image, DIGESTS, folder.resolve("dying"));
    assertThat(Recordings.entries(trace)).endsWith(new PoweredOff(2));
    ReplayResult result = replay(image, trace, Pace.STEADY, output -> {});
    assertThat(result.same()).as(result.difference()).isTrue();
    assertThat(result.endedInOrder()).isTrue();
  }

  @Test
  void aFlippedBitInTheDataIsFoundAndLocatedToTheBlock() throws IOException {
    Path trace =
        Recordings.record(
            Guests.path("torture-short"),
            DigestSchedule.every(50_000).withFullEach(1),
            folder.resolve("good"));
    Path wrong = folder.resolve("wrong");
    long lie = Recordings.withAWrongSeed(trace, 600_000, wrong);

    ReplayResult result = replay("torture-short", wrong, Pace.shaken(1), output -> {});
    assertThat(result.same()).isFalse();
    assertThat(result.lastFullyAgreedCount()).isLessThanOrEqualTo(lie);
    assertThat(result.count()).isGreaterThan(lie);

    Optional<Narrowing.Found> found =
        search("torture-short", trace, wrong, result.lastFullyAgreedCount(), result.count());
    assertThat(found).isPresent();
    assertThat(found.get().lastEqual()).isLessThanOrEqualTo(lie);
    assertThat(found.get().firstDifferent()).isBetween(lie + 1, lie + 64);
    assertThat(found.get().difference().lines()).isNotEmpty();
  }

  @Test
  void twoReplaysOfOneTraceDifferNowhere() throws IOException {
    Path trace = Recordings.record(Guests.path("hello"), DIGESTS, folder.resolve("hello"));
    assertThat(search("hello", trace, trace, 20_000, 60_000)).isEmpty();
  }

  private static Optional<Narrowing.Found> search(
      String guest, Path one, Path other, long from, long to) throws IOException {
    try (TraceReader first = TraceReader.open(one);
        TraceReader second = TraceReader.open(other)) {
      return new Narrowing(() -> uncompared(guest, first), () -> uncompared(guest, second))
          .search(from, to);
    }
  }

  private static OfflineReplay uncompared(String guest, TraceReader trace) {
    return new OfflineReplay(
        Guests.machine(Guests.path(guest)), trace, (log, ours) -> {}, output -> {}, Pace.STEADY);
  }

  private static ReplayResult replay(String guest, Path trace, Pace pace, Consumer<Output> outputs)
      throws IOException {
    return replay(Guests.path(guest), trace, pace, outputs);
  }

  private static ReplayResult replay(Path image, Path trace, Pace pace, Consumer<Output> outputs)
      throws IOException {
    try (TraceReader reader = TraceReader.open(trace);
        OfflineReplay replay =
            new OfflineReplay(
                Guests.machine(image), reader, DigestComparison::strict, outputs, pace)) {
      return Replays.run(replay);
    }
  }

  private static int indexOfLastOutput(List<LogEntry> entries) {
    int index = entries.size() - 1;
    while (!(entries.get(index) instanceof OutputMade)) {
      index--;
    }
    return index;
  }

  private static Object lastDigest(Path trace) throws IOException {
    List<LogEntry> entries = Recordings.entries(trace);
    StateDigested last = (StateDigested) entries.get(entries.size() - 2);
    assertThat(last.full()).isTrue();
    return last.digest();
  }
}
