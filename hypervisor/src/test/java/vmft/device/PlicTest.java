package vmft.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlicTest {
  private static final int MACHINE = 0;
  private static final int SUPERVISOR = 1;
  private static final int PENDING = 0x1000;

  private final Plic plic = new Plic();

  @Test
  void anEnabledSourceRaisesTheLineOfItsContextOnly() {
    enable(MACHINE, 10, 1);
    plic.line(10).set(true);
    assertThat(plic.lines()).isEqualTo(HartLine.MACHINE_EXTERNAL);
    enable(SUPERVISOR, 10, 1);
    assertThat(plic.lines()).isEqualTo(HartLine.MACHINE_EXTERNAL | HartLine.SUPERVISOR_EXTERNAL);
  }

  @Test
  void aSourceThatIsNotEnabledIsPendingButRaisesNothing() {
    plic.line(40).set(true);
    assertThat(plic.read(PENDING + 4, 4)).isEqualTo(1 << 8);
    assertThat(plic.lines()).isZero();
  }

  @Test
  void claimsComeByPriorityAndThenByNumber() {
    enable(MACHINE, 3, 1);
    enable(MACHINE, 5, 2);
    enable(MACHINE, 70, 2);
    plic.line(3).set(true);
    plic.line(70).set(true);
    plic.line(5).set(true);
    assertThat(claim(MACHINE)).isEqualTo(5);
    assertThat(claim(MACHINE)).isEqualTo(70);
    assertThat(claim(MACHINE)).isEqualTo(3);
    assertThat(claim(MACHINE)).isZero();
  }

  @Test
  void theThresholdHidesPrioritiesUpToIt() {
    enable(MACHINE, 4, 3);
    plic.line(4).set(true);
    threshold(MACHINE, 3);
    assertThat(plic.lines()).isZero();
    assertThat(claim(MACHINE)).isZero();
    threshold(MACHINE, 2);
    assertThat(claim(MACHINE)).isEqualTo(4);
  }

  @Test
  void aClaimLowersTheLineAtOnce() {
    enable(MACHINE, 10, 1);
    plic.line(10).set(true);
    claim(MACHINE);
    assertThat(plic.lines()).isZero();
    assertThat(plic.read(PENDING, 4)).isZero();
  }

  @Test
  void aClaimedSourceThatIsAnnouncedAgainWaitsForItsCompletion() {
    enable(MACHINE, 10, 1);
    plic.line(10).set(true);
    claim(MACHINE);
    plic.line(10).set(true);
    assertThat(plic.lines()).isZero();
    complete(MACHINE, 10);
    assertThat(plic.lines()).isEqualTo(HartLine.MACHINE_EXTERNAL);
  }

  @Test
  void completionAloneRaisesNothingAsInQemu() {
    enable(MACHINE, 10, 1);
    plic.line(10).set(true);
    claim(MACHINE);
    complete(MACHINE, 10);
    assertThat(plic.lines()).isZero();
  }

  @Test
  void aDeviceThatLowersItsLineIsNoLongerPending() {
    enable(MACHINE, 10, 1);
    plic.line(10).set(true);
    plic.line(10).set(false);
    assertThat(plic.lines()).isZero();
  }

  @Test
  void thereIsNoSourceZero() {
    plic.write(0x2000, 4, 0xffff_ffffL);
    assertThat(plic.read(0x2000, 4)).isEqualTo(0xffff_fffeL);
    plic.write(0, 4, 7);
    assertThat(plic.read(0, 4)).isZero();
    assertThatThrownBy(() -> plic.line(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> plic.line(96)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyOffsetOfTheWindowCanBeReadAndWritten() {
    for (int offset = 0; offset < Plic.SIZE; offset += 4) {
      plic.read(offset, 4);
      plic.write(offset, 4, 0xffff_ffffL);
    }
    assertThat(plic.read(0x20_0000, 4)).isEqualTo(7);
    assertThat(plic.read(0x20_2000, 4)).isZero();
  }

  @Test
  void stateSurvivesSavingAndRestoring() {
    enable(MACHINE, 10, 1);
    enable(SUPERVISOR, 95, 7);
    plic.line(10).set(true);
    plic.line(95).set(true);
    claim(SUPERVISOR);
    threshold(SUPERVISOR, 1);
    RoundTrip.check(plic, new Plic(), 0x2200, 2);
  }

  private void enable(int context, int source, int priority) {
    plic.write(4 * source, 4, priority);
    int word = 0x2000 + 0x80 * context + source / 32 * 4;
    plic.write(word, 4, plic.read(word, 4) | 1L << source % 32);
  }

  private void threshold(int context, int value) {
    plic.write(0x20_0000 + 0x1000 * context, 4, value);
  }

  private long claim(int context) {
    return plic.read(0x20_0004 + 0x1000 * context, 4);
  }

  private void complete(int context, int source) {
    plic.write(0x20_0004 + 0x1000 * context, 4, source);
  }
}
