package vmft.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoldfishRtcTest {
  private static final long EPOCH = 1_700_000_000_123_456_789L;

  private long now;
  private final GoldfishRtc rtc = new GoldfishRtc(() -> now);

  @BeforeEach
  void powerOn() {
    rtc.powerOn(EPOCH);
  }

  @Test
  void theTimeIsThatOfPowerOnPlusTheGuestsTicks() {
    now = 10_000_000;
    assertThat(time()).isEqualTo(EPOCH + 1_000_000_000L);
  }

  @Test
  void readingTheLowHalfFixesTheHighHalf() {
    long low = rtc.read(0, 4);
    now = 1_000_000_000;
    assertThat(rtc.read(4, 4) << 32 | low).isEqualTo(EPOCH);
  }

  @Test
  void theGuestCanSetTheTimeAndItGoesOnFromThere() {
    setTime(5_000_000_007L);
    now = 3;
    assertThat(time()).isEqualTo(5_000_000_307L);
  }

  @Test
  void aResetForgetsWhatTheGuestSet() {
    setTime(5);
    rtc.reset();
    assertThat(time()).isEqualTo(EPOCH);
  }

  @Test
  void theAlarmRegistersKeepWhatIsWritten() {
    rtc.write(0x0c, 4, 7);
    assertThat(rtc.read(0x18, 4)).isZero();
    rtc.write(0x08, 4, 9);
    rtc.write(0x10, 4, 1);
    assertThat(rtc.read(0x0c, 4) << 32 | rtc.read(0x08, 4)).isEqualTo(0x7_0000_0009L);
    assertThat(rtc.read(0x10, 4)).isEqualTo(1);
    assertThat(rtc.read(0x18, 4)).isEqualTo(1);
    rtc.write(0x14, 4, 1);
    assertThat(rtc.read(0x18, 4)).isZero();
  }

  @Test
  void stateSurvivesSavingAndRestoring() {
    setTime(77);
    rtc.write(0x08, 4, 9);
    rtc.read(0, 4);
    RoundTrip.check(rtc, new GoldfishRtc(() -> now), 0x20, 4);
  }

  private long time() {
    long low = rtc.read(0, 4);
    return rtc.read(4, 4) << 32 | low;
  }

  private void setTime(long nanos) {
    rtc.write(4, 4, nanos >>> 32);
    rtc.write(0, 4, nanos & 0xffff_ffffL);
  }
}
