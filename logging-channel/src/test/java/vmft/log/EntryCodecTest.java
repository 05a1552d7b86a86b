package vmft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vmft.log.Invariants.InvariantViolation;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.TimerExpired;

class EntryCodecTest {
  private static final long COUNT_OF_A_LONG_RUN = (1L << 40) + 12_345;

  @Test
  void anyLogComesBackAsItWas() throws MalformedLogException {
    for (long seed = 0; seed < 500; seed++) {
      List<LogEntry> entries = new RandomEntries(seed).next((int) (seed % 64));

      List<LogEntry> unpacked = EntryCodec.unpack(EntryCodec.pack(entries), entries.size());

      Entries.assertSame(unpacked, entries, "seed=" + seed);
    }
  }

  @Test
  void everyBlockStandsByItself() throws MalformedLogException {
    EntryEncoder encoder = new EntryEncoder();
    RandomEntries log = new RandomEntries(7);
    for (int block = 0; block < 50; block++) {
      List<LogEntry> entries = log.next(20);
      entries.forEach(encoder::append);

      Entries.assertSame(EntryCodec.unpack(encoder.take(), 20), entries, "block=" + block);
    }
  }

  @Test
  void theLargestCountAndTicksFit() throws MalformedLogException {
    List<LogEntry> entries =
        List.of(
            new ClockRead(0, Long.MIN_VALUE),
            new ClockRead(Long.MAX_VALUE, Long.MAX_VALUE),
            new TimerExpired(Long.MAX_VALUE));

    assertThat(EntryCodec.unpack(EntryCodec.pack(entries), 3)).isEqualTo(entries);
  }

  @Test
  void aTimerEntryAHundredthOfASecondAfterTheLastTakesFiveBytes() {
    assertThat(sizeOfSecond(new TimerExpired(0), new TimerExpired(10_000_000))).isEqualTo(5);
  }

  @Test
  void aClockReadAMillisecondAfterTheLastTakesSixBytes() {
    assertThat(sizeOfSecond(new ClockRead(0, 0), new ClockRead(1_000_000, 8_000))).isEqualTo(6);
  }

  @Test
  void aFirstTimerEntryOfALongRunTakesSevenBytes() {
    assertThat(EntryCodec.pack(List.of(new TimerExpired(COUNT_OF_A_LONG_RUN)))).hasSize(7);
  }

  @Test
  void theLongestEntryStaysWithinItsBound() {
    LogEntry frame = new FrameReceived(Long.MAX_VALUE, new byte[EntryCodec.MAX_FRAME_BYTES]);
    assertThat(EntryCodec.pack(List.of(frame)).length)
        .isLessThanOrEqualTo(EntryCodec.MAX_ENTRY_BYTES);
  }

  @Test
  void aCountThatGoesBackIsABugOfTheWriter() {
    List<LogEntry> backwards = List.of(new TimerExpired(2), new TimerExpired(1));
    assertThatThrownBy(() -> EntryCodec.pack(backwards))
        .isInstanceOf(InvariantViolation.class)
        .hasMessage("counts of a log never decrease: 2 > 1");
  }

  @Test
  void aFrameThatIsTooLongIsABugOfTheWriter() {
    List<LogEntry> tooLong =
        List.of(new FrameReceived(0, new byte[EntryCodec.MAX_FRAME_BYTES + 1]));
    assertThatThrownBy(() -> EntryCodec.pack(tooLong)).isInstanceOf(InvariantViolation.class);
  }

  @Test
  void garbageGivesEntriesOrOneClearLine() {
    Random random = new Random(1);
    for (int round = 0; round < 50_000; round++) {
      byte[] garbage = new byte[random.nextInt(40)];
      random.nextBytes(garbage);
      decodeWhatCanBe(garbage);
    }
  }

  @Test
  void damagedBlocksGiveEntriesOrOneClearLine() {
    Random random = new Random(2);
    for (long seed = 0; seed < 5_000; seed++) {
      byte[] packed = EntryCodec.pack(new RandomEntries(seed).next(5));
      packed[random.nextInt(packed.length)] ^= (byte) (1 << random.nextInt(8));
      decodeWhatCanBe(packed);
    }
  }

  @Test
  void aBlockCutOffInsideAnEntryIsRefused() {
    byte[] packed = EntryCodec.pack(List.of(new OutputMade(5, OutputKind.FRAME, 60, 1234)));
    for (int length = 1; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> EntryCodec.unpack(cut, 1)).isInstanceOf(MalformedLogException.class);
    }
  }

  @Test
  void aLengthBeyondTheBoundIsRefusedBeforeMemoryIsTaken() {
    byte[] packed = {5, 0, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};
    assertMalformed(
        packed, "log entries, byte 7: frame length: expected at most 65550, found 2147483647");
  }

  @Test
  void anUnknownTypeIsRefused() {
    assertMalformed(
        new byte[] {0, 0},
        "log entries, byte 1: entry type: expected one of the known types, found 0");
  }

  @Test
  void anUnknownFlagIsRefused() {
    assertMalformed(
        new byte[] {0x11, 0}, "log entries, byte 2: timer flags: expected a known value, found 1");
  }

  @Test
  void aCountBeyondTheLastIsRefused() {
    byte[] packed = EntryCodec.pack(List.of(new TimerExpired(Long.MAX_VALUE)));
    byte[] beyond = Arrays.copyOf(packed, packed.length + 2);
    beyond[packed.length] = 1;
    beyond[packed.length + 1] = 1;
    assertThatThrownBy(() -> EntryCodec.unpack(beyond, 2))
        .hasMessageEndingWith("instruction count: expected less than 2^63, found more");
  }

  @Test
  void anotherNumberOfEntriesThanAnnouncedIsRefused() {
    byte[] packed = EntryCodec.pack(List.of(new TimerExpired(1)));
    assertThatThrownBy(() -> EntryCodec.unpack(packed, 2))
        .hasMessage("log entries: expected 2, found 1");
  }

  private static int sizeOfSecond(LogEntry first, LogEntry second) {
    return EntryCodec.pack(List.of(first, second)).length - EntryCodec.pack(List.of(first)).length;
  }

  private static void assertMalformed(byte[] packed, String message) {
    assertThatThrownBy(() -> EntryCodec.unpack(packed, 1))
        .isInstanceOf(MalformedLogException.class)
        .hasMessage(message);
  }

  /** Fails only if the decoder throws something else, or takes a bad count for a good one. */
  private static void decodeWhatCanBe(byte[] packed) {
    EntryDecoder decoder = new EntryDecoder(packed);
    long count = 0;
    try {
      while (decoder.hasNext()) {
        long next = decoder.next().count();
        assertThat(next).isGreaterThanOrEqualTo(count);
        count = next;
      }
    } catch (MalformedLogException expected) {
      assertThat(expected.getMessage()).startsWith("log entries").doesNotContain("\n");
    }
  }
}
