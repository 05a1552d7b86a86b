package vmft.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vmft.console.ConsoleMessage.Answer;
import vmft.console.ConsoleMessage.Attach;
import vmft.console.ConsoleMessage.Output;
import vmft.console.ConsoleState.Phase;

class ConsoleCodecTest {
  static ConsoleMessage[] messages() {
    ConsoleState state = new ConsoleState(Phase.LIVE, 7, 1L << 40);
    return new ConsoleMessage[] {
      new Attach(-1),
      new Attach(Long.MAX_VALUE),
      new ConsoleMessage.Type(5, new byte[] {1, 2, 3}),
      new Output(1L << 33, new byte[ConsoleMessage.MAX_OUTPUT]),
      new ConsoleMessage.State(state),
      new Answer(true, state),
      new Answer(false, new ConsoleState(Phase.OFF, 0, 0))
    };
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageSurvivesItsBytes(ConsoleMessage message) {
    ConsoleMessage decoded = ConsoleCodec.decode(ConsoleCodec.encode(message));
    assertThat(decoded).usingRecursiveComparison().isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void aMessageWithoutItsLastByteOrWithOneMoreIsRefusedOrAnother(ConsoleMessage message) {
    byte[] bytes = ConsoleCodec.encode(message);
    assertRefusedOrRead(Arrays.copyOf(bytes, bytes.length - 1));
    assertRefusedOrRead(Arrays.copyOf(bytes, bytes.length + 1));
  }

  @Test
  void aStrangerIsRefusedByTheMagicNumber() {
    assertThatThrownBy(() -> ConsoleCodec.decode(new byte[] {65, 0, 1, 2, 3, 4, 5, 6, 7}))
        .hasMessageContaining("magic");
  }

  @Test
  void randomBytesAreReadOrRefusedInOneLine() {
    Random random = new Random(6);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) "ATOSYN?".charAt(random.nextInt(7));
      }
      assertRefusedOrRead(bytes);
    }
  }

  private static void assertRefusedOrRead(byte[] bytes) {
    assertThatCode(
            () -> {
              try {
                ConsoleCodec.decode(bytes);
              } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).hasLineCount(1);
              }
            })
        .doesNotThrowAnyException();
  }
}
