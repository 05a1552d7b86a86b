package vmft.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vmft.channel.Message.Batch;
import vmft.log.EntryCodec;
import vmft.log.LogEntry.TimerExpired;
import vmft.log.LogPosition;

class LogBufferTest {
  private final LogBuffer log = new LogBuffer();

  @Test
  void aBatchHoldsEverythingSinceTheLast() throws Exception {
    append(1, 2);
    take();
    append(3);
    Batch batch = take();
    assertThat(batch.first()).isEqualTo(new LogPosition(2));
    assertThat(EntryCodec.unpack(batch.entries(), batch.entryCount()))
        .containsExactly(new TimerExpired(3));
  }

  @Test
  void aBatchWithoutEntriesMovesOnlyTheMarks() {
    Batch batch = log.take(50, LogPosition.START, 7);
    assertThat(batch.entryCount()).isZero();
    assertThat(batch.horizon()).isEqualTo(50);
    assertThat(log.unacknowledgedBytes()).isZero();
  }

  @Test
  void unacknowledgedBytesCountWhatIsSentAndWhatIsNot() {
    append(1);
    long one = log.unacknowledgedBytes();
    take();
    append(2);
    assertThat(log.unacknowledgedBytes()).isEqualTo(2 * one);
    assertThat(log.unsentBytes()).isEqualTo((int) one);
  }

  @Test
  void acknowledgementsAreCumulative() {
    for (int i = 1; i <= 5; i++) {
      append(i);
      take();
    }
    assertThat(log.acknowledge(new LogPosition(4))).isTrue();
    assertThat(log.acknowledge(new LogPosition(2))).isTrue();
    assertThat(log.acknowledgedThrough()).isEqualTo(new LogPosition(4));
    log.acknowledge(new LogPosition(5));
    assertThat(log.unacknowledgedBytes()).isZero();
  }

  @Test
  void acknowledgingWhatWasNeverSentIsRefused() {
    append(1);
    assertThat(log.acknowledge(new LogPosition(1))).isFalse();
    take();
    assertThat(log.acknowledge(new LogPosition(1))).isTrue();
  }

  @Test
  void withoutABackupEntriesGetPositionsAndTakeNoMemory() {
    append(1);
    take();
    log.stopSending();
    append(2, 3);
    assertThat(log.end()).isEqualTo(new LogPosition(3));
    assertThat(log.unacknowledgedBytes()).isZero();
  }

  private void append(long... counts) {
    for (long count : counts) {
      log.append(new TimerExpired(count));
    }
  }

  private Batch take() {
    return log.take(1000, LogPosition.START, 0);
  }
}
