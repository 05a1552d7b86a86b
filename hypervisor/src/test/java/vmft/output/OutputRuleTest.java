package vmft.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vmft.log.Invariants.InvariantViolation;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogPosition;
import vmft.replay.Output;

class OutputRuleTest {
  private final OutputRule rule = new OutputRule();
  private final List<Long> world = new ArrayList<>();

  @Test
  void anOutputWaitsUntilItsOwnEntryIsAcknowledged() {
    hold(7);
    acknowledge(7); // the entries 0 to 6
    assertThat(world).isEmpty();
    acknowledge(8);
    assertThat(world).containsExactly(7L);
  }

  @Test
  void outputsLeaveInTheOrderInWhichTheGuestMadeThem() {
    hold(1, 2, 5);
    acknowledge(3);
    acknowledge(9);
    assertThat(world).containsExactly(1L, 2L, 5L);
  }

  @Test
  void eachOutputLeavesOnce() {
    hold(1);
    acknowledge(2);
    acknowledge(2);
    assertThat(world).containsExactly(1L);
  }

  @Test
  void aStaleAcknowledgementTakesNothingBack() {
    hold(1);
    rule.acknowledged(new LogPosition(2));
    acknowledge(0);
    assertThat(world).containsExactly(1L);
  }

  @Test
  void whoeverWaitsForNobodyLetsEverythingGo() {
    hold(1, 2, 3);
    rule.stopWaiting();
    release();
    assertThat(world).containsExactly(1L, 2L, 3L);
  }

  @Test
  void theReleaseMarkIsBehindTheLastOutputThatLeft() {
    hold(1, 5);
    acknowledge(5);
    assertThat(rule.releasedThrough()).isEqualTo(new LogPosition(2));
  }

  @Test
  void aBackupRepeatsExactlyWhatIsNotKnownToHaveLeft() {
    hold(1, 3, 5);
    rule.forgetReleased(new LogPosition(4));
    rule.stopWaiting();
    release();
    assertThat(world).containsExactly(5L);
  }

  @Test
  void aReleaseMarkMayRunAheadOfReplay() {
    rule.forgetReleased(new LogPosition(4));
    hold(3, 5);
    rule.forgetReleased(rule.releasedThrough());
    assertThat(rule.heldCount()).isEqualTo(1);
  }

  @Test
  void memoryIsCountedAndGivenBack() {
    hold(1, 2);
    assertThat(rule.heldBytes()).isEqualTo(2 * Long.BYTES);
    acknowledge(2);
    rule.forgetReleased(new LogPosition(3));
    assertThat(rule.heldBytes()).isZero();
    assertThat(rule.heldCount()).isZero();
  }

  @Test
  void outputsOutOfLogOrderAreABug() {
    hold(2);
    assertThatThrownBy(() -> hold(1)).isInstanceOf(InvariantViolation.class);
  }

  private void hold(long... entries) {
    for (long entry : entries) {
      byte[] data = ByteBuffer.allocate(Long.BYTES).putLong(entry).array();
      rule.hold(new Output(0, OutputKind.FRAME, data), new LogPosition(entry));
    }
  }

  private void acknowledge(long position) {
    rule.acknowledged(new LogPosition(position));
    release();
  }

  private void release() {
    rule.release(output -> world.add(ByteBuffer.wrap(output.data()).getLong()));
  }
}
