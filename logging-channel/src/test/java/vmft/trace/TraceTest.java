package vmft.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vmft.log.Entries;
import vmft.log.LogEntry;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.TimerExpired;
import vmft.log.LogPosition;
import vmft.log.RandomEntries;

@Timeout(60)
class TraceTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("run.trace");
  }

  @Test
  void aTraceComesBackAsItWas() throws IOException {
    List<LogEntry> entries = new RandomEntries(3).next(5_000);
    Traces.write(file, entries);

    try (TraceReader reader = TraceReader.open(file)) {
      assertThat(reader.header()).isEqualTo(Traces.HEADER);
      assertThat(reader.ending().kind()).isEqualTo(TraceEnding.Kind.COMPLETE);
      assertThat(reader.check().toString()).isEqualTo("complete");
      assertThat(reader.blocks()).hasSizeGreaterThan(3);
      Entries.assertSame(Traces.readAll(reader), entries, file);
    }
  }

  @Test
  void anEmptyTraceIsComplete() throws IOException {
    Traces.write(file, List.of());
    try (TraceReader reader = TraceReader.open(file)) {
      assertThat(reader.ending().kind()).isEqualTo(TraceEnding.Kind.COMPLETE);
      assertThat(reader.fromStart().hasNext()).isFalse();
      assertThat(reader.fromCount(5).hasNext()).isFalse();
    }
  }

  @Test
  void readingCanBeginAtAnyCount() throws IOException {
    List<LogEntry> entries = new ArrayList<>();
    for (long i = 0; i < 60_000; i++) {
      // Runs of equal counts, some of them across the border of two blocks.
      entries.add(new ClockRead(i / 7 * 10, i));
    }
    Traces.write(file, entries);

    try (TraceReader reader = TraceReader.open(file)) {
      assertThat(reader.blocks()).hasSizeGreaterThan(2);
      for (long count = 0; count < 60_000 / 7 * 10; count += 997) {
        int expected = (int) ((count + 9) / 10 * 7);
        TraceCursor cursor = reader.fromCount(count);
        assertThat(cursor.next()).isEqualTo(entries.get(expected));
        assertThat(cursor.position()).isEqualTo(new LogPosition(expected));
      }
      assertThat(reader.fromCount(Long.MAX_VALUE).hasNext()).isFalse();
    }
  }

  @Test
  void everyBorderOfBlocksCanBeFoundByItsCount() throws IOException {
    List<LogEntry> entries = new ArrayList<>();
    for (long i = 0; i < 60_000; i++) {
      entries.add(new ClockRead(i / 7 * 10, i));
    }
    Traces.write(file, entries);

    try (TraceReader reader = TraceReader.open(file)) {
      for (TraceBlock block : reader.blocks()) {
        long first = block.firstCount() / 10 * 7;
        assertThat(reader.fromCount(block.firstCount()).next()).isEqualTo(entries.get((int) first));
      }
    }
  }

  @Test
  void aKilledWriterLosesNoMoreThanAboutASecond() throws IOException {
    TraceWriter writer = TraceWriter.create(file, Traces.HEADER, Traces::failOnFault);
    long empty = writer.bytesWritten();
    writer.append(new TimerExpired(17));

    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (writer.bytesWritten() == empty && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }

    try (TraceReader reader = TraceReader.open(file)) {
      assertThat(Traces.readAll(reader)).containsExactly(new TimerExpired(17));
      assertThat(reader.ending().kind()).isEqualTo(TraceEnding.Kind.CUT_OFF);
    }
    writer.close();
  }

  @Test
  void entriesBehindTheEndAreIgnored() throws IOException {
    TraceWriter writer = TraceWriter.create(file, Traces.HEADER, Traces::failOnFault);
    writer.append(new TimerExpired(1));
    writer.close();
    writer.append(new TimerExpired(2));
    writer.close();
    try (TraceReader reader = TraceReader.open(file)) {
      assertThat(Traces.readAll(reader)).containsExactly(new TimerExpired(1));
    }
  }

  @Test
  void aFullDiskIsReportedOnceAndTheMachineGoesOn() throws Exception {
    List<LogEntry> entries = new RandomEntries(3).next(20_000);
    CompletableFuture<String> fault = new CompletableFuture<>();
    TraceWriter writer =
        TraceWriter.create(new FullDisk(file, 200_000), Traces.HEADER, fault::complete);

    entries.forEach(writer::append);
    writer.close();

    assertThat(fault.get(10, TimeUnit.SECONDS))
        .isEqualTo(
            "cannot be written, tracing stops, the machine goes on: No space left on device");
    try (TraceReader reader = TraceReader.open(file)) {
      List<LogEntry> kept = Traces.readAll(reader);
      assertThat(reader.ending().kind()).isEqualTo(TraceEnding.Kind.CUT_OFF);
      assertThat(kept).isNotEmpty();
      Entries.assertSame(kept, entries.subList(0, kept.size()), file);
    }
  }

  @Test
  void aSlowDiskHoldsTheAppenderBackAndLosesNothing() throws Exception {
    List<LogEntry> entries = new RandomEntries(3).next(60_000);
    SlowDisk disk = new SlowDisk(file);
    TraceWriter writer = TraceWriter.create(disk, Traces.HEADER, Traces::failOnFault);
    disk.stall();
    AtomicInteger appended = new AtomicInteger();
    Thread appender =
        new Thread(
            () -> {
              for (LogEntry entry : entries) {
                writer.append(entry);
                appended.incrementAndGet();
              }
            });

    appender.start();
    while (appender.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(appended.get()).isLessThan(entries.size());
    disk.goOn();
    appender.join();
    writer.close();

    try (TraceReader reader = TraceReader.open(file)) {
      Entries.assertSame(Traces.readAll(reader), entries, file);
    }
  }

  @Test
  void aFileThatCannotBeBegunIsOneClearLine() {
    Path nowhere = folder.resolve("missing").resolve("run.trace");
    assertThatThrownBy(() -> TraceWriter.create(nowhere, Traces.HEADER, Traces::failOnFault))
        .isInstanceOf(TraceException.class)
        .hasMessage("trace " + nowhere + ": cannot be written: no such file or folder");
  }

  @Test
  void aMissingFileIsOneClearLine() {
    assertThatThrownBy(() -> TraceReader.open(file))
        .hasMessage("trace " + file + ": cannot be read: no such file or folder");
  }

  @Test
  void aFolderIsOneClearLine() {
    assertThatThrownBy(() -> TraceReader.open(folder))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("trace " + folder + ": cannot be read: ");
  }

  @Test
  void anotherFileIsOneClearLine() throws IOException {
    Files.writeString(file, "#!/bin/sh\necho this is no trace\n");
    assertThatThrownBy(() -> TraceReader.open(file))
        .hasMessage("trace " + file + ": expected a trace file of vmft, found something else");
  }

  @Test
  void aLaterFormatIsOneClearLine() throws IOException {
    Traces.write(file, List.of());
    byte[] bytes = Files.readAllBytes(file);
    bytes[TraceFormat.PREAMBLE_BYTES - 1] = 9;
    Files.write(file, bytes);
    assertThatThrownBy(() -> TraceReader.open(file))
        .hasMessage(
            "trace "
                + file
                + ": expected trace format 1, found 9;"
                + " read it with the vmft that wrote it");
  }
}
