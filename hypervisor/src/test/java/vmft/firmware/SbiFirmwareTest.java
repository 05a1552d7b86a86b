package vmft.firmware;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each call answers (SBI specification 2.0), and what it does to the machine. */
class SbiFirmwareTest {
  private static final long BASE = 0x10;
  private static final long TIME = 0x54494d45;
  private static final long IPI = 0x735049;
  private static final long RFENCE = 0x52464e43;
  private static final long HSM = 0x48534d;
  private static final long SRST = 0x53525354;
  private static final long DBCN = 0x4442434e;

  private static final int NOT_SUPPORTED = -2;
  private static final int INVALID_PARAM = -3;

  private final FakePlatform machine = new FakePlatform();
  private final SbiFirmware firmware = new SbiFirmware(machine);

  private SbiResult call(long extension, long function, long... arguments) {
    long[] a = new long[6];
    System.arraycopy(arguments, 0, a, 0, arguments.length);
    return firmware.call(extension, function, a);
  }

  private void assertAnswers(SbiResult found, long error, long value) {
    assertThat(found).isEqualTo(new SbiResult(error, value, true));
  }

  @Test
  void itSaysWhichVersionAndExtensionsItHas() {
    assertAnswers(call(BASE, 0), 0, 0x0200_0000);
    assertAnswers(call(BASE, 3, TIME), 0, 1);
    assertAnswers(call(BASE, 3, DBCN), 0, 1);
    assertAnswers(call(BASE, 3, 0x504d55), 0, 0);
    assertAnswers(call(BASE, 4), 0, 0);
    assertAnswers(call(BASE, 7), NOT_SUPPORTED, 0);
  }

  @Test
  void anUnknownExtensionIsNotSupported() {
    assertAnswers(call(0x504d55, 0), NOT_SUPPORTED, 0);
    assertAnswers(call(-1, 0), NOT_SUPPORTED, 0);
  }

  @ParameterizedTest
  @CsvSource({"0x54494d45", "0x735049", "0x52464e43", "0x48534d", "0x53525354", "0x4442434e"})
  void anUnknownFunctionIsNotSupported(String extension) {
    assertAnswers(call(Long.decode(extension), 99), NOT_SUPPORTED, 0);
    assertThat(machine.asked).isEmpty();
  }

  @Test
  void theTimerIsSet() {
    assertAnswers(call(TIME, 0, 12345), 0, 0);
    assertThat(machine.asked).containsExactly("timer 12345");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, true",
    "0, 0, 0, false",
    "0, -1, 0, true",
    "2, 0, -3, false",
    "1, 1, -3, false"
  })
  void anInterruptGoesToTheHartsOfTheMask(long mask, long base, int error, boolean raised) {
    assertAnswers(call(IPI, 0, mask, base), error, 0);
    assertThat(machine.asked.contains("interrupt")).isEqualTo(raised);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, false", "1, 0, true", "2, 0, true", "3, -2, false", "6, -2, false"})
  void fencesOfAddressesReachTheHart(long function, int error, boolean fenced) {
    assertAnswers(call(RFENCE, function, 1, 0, 0, -1), error, 0);
    assertThat(machine.asked.contains("fence")).isEqualTo(fenced);
  }

  @Test
  void aFenceOnAHartThatThereIsNotIsRefused() {
    assertAnswers(call(RFENCE, 1, 4, 0), INVALID_PARAM, 0);
    assertThat(machine.asked).isEmpty();
  }

  @Test
  void theOneHartIsStartedAndCannotBeStopped() {
    assertAnswers(call(HSM, 2, 0), 0, 0);
    assertAnswers(call(HSM, 2, 1), INVALID_PARAM, 0);
    assertAnswers(call(HSM, 0, 0, FakePlatform.RAM, 0), -6, 0);
    assertAnswers(call(HSM, 0, 1, FakePlatform.RAM, 0), INVALID_PARAM, 0);
    assertAnswers(call(HSM, 1), -1, 0);
  }

  @Test
  void aSuspendedHartWaits() {
    assertAnswers(call(HSM, 3, 0x8000_0000L), NOT_SUPPORTED, 0);
    assertAnswers(call(HSM, 3, 5), INVALID_PARAM, 0);
    assertThat(machine.asked).isEmpty();
    assertAnswers(call(HSM, 3, 0), 0, 0);
    assertThat(machine.asked).containsExactly("wait");
  }

  @ParameterizedTest
  @CsvSource({"0, 0, off", "0, 1, 'off, failure'", "1, 0, reset", "2, 1, reset"})
  void theMachineIsSwitchedOffOrStartedAgain(long type, long reason, String asked) {
    call(SRST, 0, type, reason);
    assertThat(machine.asked).containsExactly(asked);
  }

  @ParameterizedTest
  @CsvSource({"3, 0, -3", "0, 2, -3", "0xf0000000, 0, -2"})
  void anUnknownKindOfResetIsRefused(String type, long reason, int error) {
    assertAnswers(call(SRST, 0, Long.decode(type), reason), error, 0);
    assertThat(machine.asked).isEmpty();
  }

  @Test
  void theConsoleIsWrittenFromMemory() {
    machine.writeRam(FakePlatform.RAM + 8, "hello".getBytes(US_ASCII));
    assertAnswers(call(DBCN, 0, 5, FakePlatform.RAM + 8, 0), 0, 5);
    assertAnswers(call(DBCN, 2, '!'), 0, 0);
    assertThat(machine.console.toString(US_ASCII)).isEqualTo("hello!");
  }

  @Test
  void theConsoleIsReadIntoMemoryAsFarAsSomethingWasTyped() {
    machine.typed.add((int) 'o');
    machine.typed.add((int) 'k');
    assertAnswers(call(DBCN, 1, 16, FakePlatform.RAM, 0), 0, 2);
    assertThat(new String(machine.ram, 0, 3, US_ASCII)).isEqualTo("ok\0");
    assertAnswers(call(DBCN, 1, 16, FakePlatform.RAM, 0), 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 0",
    "65, 0x80000000, 0",
    "1, 0x80000040, 0",
    "-1, 0x80000000, 0",
    "1, 0x80000000, 1"
  })
  void memoryThatIsNoneIsRefused(long length, String address, long high) {
    for (int function = 0; function < 2; function++) {
      assertAnswers(call(DBCN, function, length, Long.decode(address), high), INVALID_PARAM, 0);
    }
    assertThat(machine.console.size()).isZero();
  }

  @Test
  void callsFromBeforeVersion02AnswerInOneRegister() {
    machine.typed.add(255);
    assertThat(call(1, 0, 'a')).isEqualTo(new SbiResult(0, 0, false));
    assertThat(call(2, 0)).isEqualTo(new SbiResult(255, 0, false));
    assertThat(call(2, 0)).isEqualTo(new SbiResult(-1, 0, false));
    call(0, 0, 77);
    call(8, 0);
    assertThat(machine.console.toString(US_ASCII)).isEqualTo("a");
    assertThat(machine.asked).containsExactly("timer 77", "off");
  }
}
