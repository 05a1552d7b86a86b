package vmft.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vmft.device.Finisher.Kind;
import vmft.device.Finisher.Request;

class FinisherTest {
  private final Finisher finisher = new Finisher();

  @Test
  void passSwitchesOff() {
    finisher.write(0, 4, 0x5555);
    assertThat(finisher.needsService()).isTrue();
    assertThat(finisher.takeRequest()).isEqualTo(new Request(Kind.POWER_OFF, 0));
    assertThat(finisher.needsService()).isFalse();
  }

  @Test
  void failSwitchesOffWithTheGuestsCode() {
    finisher.write(0, 4, 42 << 16 | 0x3333);
    assertThat(finisher.takeRequest()).isEqualTo(new Request(Kind.POWER_OFF, 42));
  }

  @Test
  void resetStartsAgain() {
    finisher.write(0, 2, 0x7777);
    assertThat(finisher.takeRequest()).isEqualTo(new Request(Kind.RESET, 0));
  }

  @Test
  void anythingElseDoesNothing() {
    finisher.write(0, 4, 0x1234);
    finisher.write(4, 4, 0x5555);
    finisher.write(0, 1, 0x55);
    assertThat(finisher.takeRequest()).isEqualTo(Request.NONE);
    assertThat(finisher.read(0, 4)).isZero();
  }

  @Test
  void stateSurvivesSavingAndRestoring() {
    RoundTrip.check(finisher, new Finisher(), 0x10, 5);
  }
}
