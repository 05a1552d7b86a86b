package vmft.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.log.EntryCodec;
import vmft.log.LogEntry;
import vmft.log.LogPosition;
import vmft.log.RandomEntries;

/** Whatever happens to a file, what is read from it is a beginning of what was written. */
class TraceDamageTest {
  private static final int BLOCKS = 3;
  private static final int ENTRIES_PER_BLOCK = 10;

  @TempDir private Path folder;
  private Path file;
  private byte[] sound;
  private final List<LogEntry> written = new ArrayList<>();

  @BeforeEach
  void writeASmallFileOfThreeBlocks() throws IOException {
    file = folder.resolve("run.trace");
    RandomEntries log = new RandomEntries(12);
    try (TraceFile trace =
        new TraceFile(
            Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)))) {
      trace.begin(Traces.HEADER);
      for (int i = 0; i < BLOCKS; i++) {
        List<LogEntry> entries = log.next(ENTRIES_PER_BLOCK);
        LogPosition first = new LogPosition(written.size());
        trace.write(
            new PackedBlock(
                first, entries.get(0).count(), entries.size(), EntryCodec.pack(entries)),
            1_000L * i);
        written.addAll(entries);
      }
      trace.finish();
    }
    sound = Files.readAllBytes(file);
  }

  @Test
  void cutOffAtAnyByteItIsReadUpToTheLastWholeBlock() throws IOException {
    List<Long> ends = endsOfBlocks();
    int start = firstBlock();
    for (int length = start; length < sound.length; length++) {
      Files.write(file, Arrays.copyOf(sound, length));
      try (TraceReader reader = TraceReader.open(file)) {
        int at = length;
        int whole = (int) ends.stream().filter(end -> end <= at).count();
        assertThat(Traces.readAll(reader)).as("length=%d", length).hasSize(whole * 10);
        assertThat(reader.ending().kind()).isEqualTo(TraceEnding.Kind.CUT_OFF);
        assertThat(reader.ending().atByte()).isLessThanOrEqualTo(length);
      }
    }
  }

  @Test
  void cutOffBeforeItsHeaderItIsOneClearLine() throws IOException {
    int start = firstBlock();
    for (int length = 0; length < start; length++) {
      Files.write(file, Arrays.copyOf(sound, length));
      assertThatThrownBy(() -> TraceReader.open(file))
          .isInstanceOf(TraceException.class)
          .message()
          .startsWith("trace " + file + ": ")
          .doesNotContain("\n");
    }
  }

  @Test
  void aFlippedBitInAnyByteIsNeverReadAsAnEntryAndNeverUnnoticed() throws IOException {
    Random random = new Random(3);
    for (int at = 0; at < sound.length; at++) {
      byte[] damaged = sound.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, damaged);
      assertThat(isReadAsSound()).as("byte=%d", at).isFalse();
    }
  }

  @Test
  void damageIsLocated() throws IOException {
    long secondBlock = endsOfBlocks().get(0);
    sound[(int) secondBlock + 60] ^= 4;
    Files.write(file, sound);
    try (TraceReader reader = TraceReader.open(file)) {
      assertThat(reader.check().toString())
          .matches("damaged at byte " + secondBlock + ": expected CRC32C .*, found .*");
      TraceCursor cursor = reader.fromStart();
      for (int i = 0; i < ENTRIES_PER_BLOCK; i++) {
        cursor.next();
      }
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(cursor::hasNext)
            .isInstanceOf(TraceException.class)
            .hasMessageStartingWith("trace " + file + ": damaged at byte " + secondBlock)
            .hasMessageEndingWith("; the entries before it are good");
      }
    }
  }

  @Test
  void bytesBehindTheEndAreDamage() throws IOException {
    Files.write(file, Arrays.copyOf(sound, sound.length + 1));
    try (TraceReader reader = TraceReader.open(file)) {
      assertThat(reader.ending().toString())
          .isEqualTo(
              "damaged at byte " + sound.length + ": expected the end of the file, found more");
      assertThat(Traces.readAll(reader)).hasSize(written.size());
    }
  }

  /** Fails if anything is read that was not written. */
  private boolean isReadAsSound() throws IOException {
    try (TraceReader reader = TraceReader.open(file)) {
      List<LogEntry> read = Traces.readAll(reader);
      assertThat(EntryCodec.pack(read)).isEqualTo(EntryCodec.pack(written.subList(0, read.size())));
      return read.size() == written.size() && reader.check().kind() == TraceEnding.Kind.COMPLETE;
    } catch (TraceException refused) {
      return false;
    }
  }

  private int firstBlock() throws IOException {
    try (TraceReader reader = TraceReader.open(file)) {
      return (int) reader.blocks().get(0).offset();
    }
  }

  private List<Long> endsOfBlocks() throws IOException {
    try (TraceReader reader = TraceReader.open(file)) {
      List<Long> starts =
          new ArrayList<>(reader.blocks().stream().map(TraceBlock::offset).toList());
      starts.remove(0);
      starts.add(reader.ending().atByte() - Footer.SIZE_IN_FILE - indexBytes());
      return starts;
    }
  }

  private static long indexBytes() {
    return Section.HEADER_BYTES + (long) BLOCKS * TraceBlock.INDEX_ENTRY_BYTES;
  }
}
