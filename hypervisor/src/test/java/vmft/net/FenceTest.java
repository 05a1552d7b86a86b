package vmft.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FenceTest {
  private static final MacAddress GUEST = new MacAddress(0x5254_0012_3456L);
  private static final MacAddress CLIENT = new MacAddress(0x0200_0000_0001L);
  private static final byte[] ANSWER =
      new EthernetFrame(CLIENT, GUEST, EthernetFrame.IPV4, new byte[0]).encode();
  private static final byte[] QUESTION =
      new EthernetFrame(GUEST, CLIENT, EthernetFrame.IPV4, new byte[0]).encode();

  private final Fence fence = new Fence();

  @Test
  void aHigherEpochSilencesLowerOnesOfTheSameMachineOnly() {
    fence.show(1, new FencingToken("a", 1));
    fence.show(2, new FencingToken("b", 1));
    fence.show(3, new FencingToken("a", 2));
    assertThat(fence.admits(1)).isFalse();
    assertThat(fence.admits(2)).isTrue();
    assertThat(fence.admits(3)).isTrue();
  }

  @Test
  void whoNeverShowsATokenIsFreeToSpeak() {
    fence.show(1, new FencingToken("a", 7));
    assertThat(fence.admits(2)).isTrue();
  }

  @Test
  void theSameTokenTwiceChangesNothing() {
    fence.show(1, new FencingToken("a", 1));
    fence.show(1, new FencingToken("a", 1));
    assertThat(fence.admits(1)).isTrue();
  }

  @Test
  void aFormerHolderThatAttachesAnewStaysSilencedWhileTheNewOneIsAway() {
    fence.show(1, new FencingToken("a", 1));
    fence.show(2, new FencingToken("a", 2));
    fence.detach(2);
    fence.detach(1);
    fence.show(3, new FencingToken("a", 1));
    assertThat(fence.admits(3)).isFalse();
  }

  @Test
  void theWinnerOfTheNextTakeoverSpeaksAgain() {
    fence.show(1, new FencingToken("a", 1));
    fence.show(2, new FencingToken("a", 2));
    fence.show(1, new FencingToken("a", 3));
    assertThat(fence.admits(1)).isTrue();
    assertThat(fence.admits(2)).isFalse();
  }

  @Test
  void ofTooManyMachinesThoseShownLongestAgoAreForgotten() {
    fence.show(1, new FencingToken("a", 1));
    fence.show(2, new FencingToken("a", 2));
    for (int machine = 0; machine < Fence.MAX_MACHINES; machine++) {
      fence.show(3, new FencingToken("m" + machine, 1));
    }
    assertThat(fence.admits(1)).isTrue();
    assertThat(fence.admits(3)).isTrue();
  }

  @Test
  void aFencedPortIsNotHeardAndItsAddressesAreForgotten() {
    SwitchCore core = new SwitchCore();
    core.attach(1);
    core.attach(2);
    core.attach(3);
    core.show(1, new FencingToken("a", 1), 0);
    assertThat(core.forward(1, ANSWER, 0)).containsExactly(2, 3);

    core.show(2, new FencingToken("a", 2), 0);
    assertThat(core.isFenced(1)).isTrue();
    assertThat(core.forward(3, QUESTION, 1)).containsExactly(1, 2);
    core.forward(2, ANSWER, 2);
    assertThat(core.forward(1, ANSWER, 3)).isEmpty();
    assertThat(core.forward(3, QUESTION, 4)).containsExactly(2);
  }

  @Test
  void aTokenSurvivesTheWire() {
    FencingToken token = new FencingToken("machine-5f0c, größer", Long.MAX_VALUE);
    assertThat(FencingToken.parse(token.toFrame())).contains(token);
    FencingToken longest = new FencingToken("x".repeat(FencingToken.MAX_NAME_BYTES), 1);
    assertThat(FencingToken.parse(longest.toFrame())).contains(longest);
  }

  @Test
  void damagedTokensAreNoTokensAndNoDamageThrows() {
    byte[] whole = new FencingToken("m".repeat(60), 1).toFrame();
    for (int length = 0; length < whole.length; length++) {
      assertThat(FencingToken.parse(Arrays.copyOf(whole, length))).isEmpty();
    }
    Random random = new Random(7);
    for (int round = 0; round < 10_000; round++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(40)] = (byte) random.nextInt();
      FencingToken.parse(damaged)
          .ifPresent(token -> assertThat(token.epoch()).isGreaterThanOrEqualTo(1));
    }
    assertThat(FencingToken.parse(ANSWER)).isEmpty();
  }

  @Test
  void anEpochBelowOneOrAnEndlessNameIsABug() {
    assertThatThrownBy(() -> new FencingToken("m", 0)).hasMessageContaining("epoch");
    String endless = "x".repeat(FencingToken.MAX_NAME_BYTES + 1);
    assertThatThrownBy(() -> new FencingToken(endless, 1)).hasMessageContaining("name bytes=513");
  }
}
