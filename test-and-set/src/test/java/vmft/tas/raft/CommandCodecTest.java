package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vmft.tas.TestAndSet.Flag;

class CommandCodecTest {
  private static final long SEED = 20_100_420;
  private static final Command CLAIM = claim("m1", Long.MIN_VALUE, "replica-é-≠-🙂");

  private static Command claim(String machine, long generation, String claimant) {
    return new Command.Claim(new Flag(machine, generation), claimant);
  }

  @Test
  void whatIsEncodedDecodesToTheSameCommand() throws Exception {
    for (Command command :
        new Command[] {CLAIM, new Command.Probe(), claim("x".repeat(255), -1, "y".repeat(255))}) {
      assertThat(CommandCodec.decode(CommandCodec.encode(command))).isEqualTo(command);
    }
  }

  @Test
  void theBytesOfAClaimAreThoseOfTheDocumentedForm() {
    assertThat(CommandCodec.encode(claim("m", 2, "ab")))
        .containsExactly(1, 1, 1, 'm', 0, 0, 0, 0, 0, 0, 0, 2, 2, 'a', 'b');
    assertThat(CommandCodec.encode(new Command.Probe())).containsExactly(1, 2);
  }

  @Test
  void aCommandCutOffAnywhereIsRefused() {
    byte[] whole = CommandCodec.encode(CLAIM);

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> CommandCodec.decode(cut))
          .isInstanceOf(MalformedCommandException.class)
          .hasMessageContaining("expected");
    }
  }

  @Test
  void bytesAfterACommandAreRefused() {
    byte[] longer = Arrays.copyOf(CommandCodec.encode(CLAIM), 100);

    assertThatThrownBy(() -> CommandCodec.decode(longer))
        .isInstanceOf(MalformedCommandException.class)
        .hasMessageContaining("expected the end of the command");
  }

  @Test
  void anUnknownVersionIsNamed() {
    assertThatThrownBy(() -> CommandCodec.decode(new byte[] {9, 2}))
        .isInstanceOf(MalformedCommandException.class)
        .hasMessage("expected command version 1, found 9");
  }

  @Test
  void anyBytesGiveACommandThatEncodesToThemOrAreRefused() {
    Random random = new Random(SEED);
    byte[] valid = CommandCodec.encode(CLAIM);
    for (int i = 0; i < 50_000; i++) {
      assertDecodesFaithfullyOrNotAtAll(i % 2 == 0 ? noise(random) : mutated(valid, random));
    }
  }

  @Test
  void namesThatWouldNotDecodeAreNotEncoded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandCodec.encode(claim("", 1, "a")))
        .withMessage("expected a machine name of 1 to 255 bytes, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandCodec.encode(claim("m", 1, "é".repeat(128))))
        .withMessage("expected a claimant name of 1 to 255 bytes, found 256");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandCodec.encode(claim("\ud800", 1, "a")))
        .withMessageContaining("expected a machine name in Unicode");
  }

  private static void assertDecodesFaithfullyOrNotAtAll(byte[] bytes) {
    try {
      assertThat(CommandCodec.encode(CommandCodec.decode(bytes))).isEqualTo(bytes);
    } catch (MalformedCommandException e) {
      assertThat(e).hasMessageContaining("expected");
    }
  }

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] mutated(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    return bytes;
  }
}
