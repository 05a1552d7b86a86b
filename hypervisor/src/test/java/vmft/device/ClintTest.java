package vmft.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ClintTest {
  private static final int MSIP = 0;
  private static final int MTIMECMP = 0x4000;
  private static final int MTIME = 0xbff8;

  private long now = 5;
  private int clockReads;
  private final Clint clint = new Clint(this::tick);

  private long tick() {
    clockReads++;
    return now;
  }

  @Test
  void thereIsNoDeadlineUntilTheGuestSetsOne() {
    assertThat(clint.deadline()).isEqualTo(-1);
    setTimer(0x1_0000_0002L);
    assertThat(clint.deadline()).isEqualTo(0x1_0000_0002L);
  }

  @Test
  void theTimerInterruptStaysPendingUntilMtimecmpIsWritten() {
    setTimer(10);
    clint.expire();
    assertThat(clint.lines()).isEqualTo(HartLine.MACHINE_TIMER);
    assertThat(clint.deadline()).isEqualTo(-1);
    setTimer(20);
    assertThat(clint.lines()).isZero();
    assertThat(clint.deadline()).isEqualTo(20);
  }

  @Test
  void aNewDeadlineAsksForAStopAndAnOldOneDoesNot() {
    assertThat(clint.needsService()).isFalse();
    setTimer(10);
    assertThat(clint.needsService()).isTrue();
    clint.service();
    assertThat(clint.needsService()).isFalse();
  }

  @Test
  void aTimeThatNeverComesIsNoDeadline() {
    setTimer(-1);
    assertThat(clint.deadline()).isEqualTo(-1);
  }

  @Test
  void anExpiryThatNobodyAskedForIsRefused() {
    assertThatThrownBy(clint::expire)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("expected a deadline");
  }

  @Test
  void theDevicesDoNotCompareTheClockThemselves() {
    setTimer(1);
    assertThat(clint.lines()).isZero();
    assertThat(clockReads).isZero();
  }

  @Test
  void aLoadOfMtimeInTwoHalvesMakesOneTimeAndOneReading() {
    now = 0xffff_ffffL;
    assertThat(clint.read(MTIME, 4)).isEqualTo(0xffff_ffffL);
    now = 0x1_0000_0000L;
    assertThat(clint.read(MTIME + 4, 4)).isZero();
    assertThat(clockReads).isEqualTo(1);
  }

  @Test
  void theHighHalfAloneIsTheTimeNow() {
    clint.read(MTIME, 4);
    clint.read(MSIP, 4);
    now = 0x7_0000_0000L;
    assertThat(clint.read(MTIME + 4, 4)).isEqualTo(7);
  }

  @Test
  void writingMtimeChangesNothing() {
    clint.write(MTIME, 4, 99);
    assertThat(clint.read(MTIME, 4)).isEqualTo(5);
  }

  @Test
  void theSoftwareInterruptFollowsBitZeroOfMsip() {
    clint.write(MSIP, 4, 0xffff_ffffL);
    assertThat(clint.read(MSIP, 4)).isEqualTo(1);
    assertThat(clint.lines()).isEqualTo(HartLine.MACHINE_SOFTWARE);
    clint.write(MSIP, 4, 0xffff_fffeL);
    assertThat(clint.lines()).isZero();
  }

  @Test
  void stateSurvivesSavingAndRestoring() {
    setTimer(123_456_789_012L);
    clint.write(MSIP, 4, 1);
    clint.read(MTIME, 4);
    RoundTrip.check(clint, new Clint(this::tick), 0xc000, 1);
  }

  private void setTimer(long ticks) {
    clint.write(MTIMECMP, 4, ticks & 0xffff_ffffL);
    clint.write(MTIMECMP + 4, 4, ticks >>> 32);
  }
}
