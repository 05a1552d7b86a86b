package vmft.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private static final MacAddress GUEST = new MacAddress(0x5254_0012_3456L);
  private static final MacAddress CLIENT = new MacAddress(0x0200_0000_0001L);
  private static final int PRIMARY = 1;
  private static final int BACKUP = 2;
  private static final int CLIENTS_PORT = 3;
  private static final FencingToken FIRST = new FencingToken("machine", 1);
  private static final FencingToken SECOND = new FencingToken("machine", 2);

  private final SwitchCore core = new SwitchCore();

  @BeforeEach
  void aPrimarySpeaks() {
    core.attach(PRIMARY);
    core.attach(BACKUP);
    core.attach(CLIENTS_PORT);
    assertThat(core.show(PRIMARY, FIRST, 0)).isEmpty();
    core.forward(PRIMARY, frame(CLIENT, GUEST, 0), 0);
  }

  @Test
  void whoTakesOverGetsWhatTheOtherMayNotHaveHadTheTimeFor() {
    byte[] first = ask(1, 10);
    byte[] second = ask(2, 11);
    assertThat(core.show(BACKUP, SECOND, 100)).containsExactly(first, second);
  }

  @Test
  void whatCameWhileNobodyWasThereIsAmongIt() {
    byte[] before = ask(1, 10);
    core.detach(PRIMARY);
    byte[] meanwhile = ask(2, 50);
    assertThat(core.show(BACKUP, SECOND, 100)).containsExactly(before, meanwhile);
  }

  @Test
  void itIsGivenOnce() {
    ask(1, 10);
    core.show(BACKUP, SECOND, 100);
    assertThat(core.show(BACKUP, SECOND, 101)).isEmpty();
    core.attach(4);
    assertThat(core.show(4, new FencingToken("machine", 3), 102)).isEmpty();
  }

  @Test
  void aPrimaryThatRunsOnAloneGetsNothingAgain() {
    ask(1, 10);
    assertThat(core.show(PRIMARY, SECOND, 100)).isEmpty();
  }

  @Test
  void aFormerHolderGetsNothing() {
    core.show(BACKUP, SECOND, 5);
    ask(1, 10);
    assertThat(core.show(PRIMARY, FIRST, 100)).isEmpty();
  }

  @Test
  void anotherMachineGetsNothing() {
    ask(1, 10);
    assertThat(core.show(BACKUP, new FencingToken("another", 2), 100)).isEmpty();
  }

  @Test
  void framesToOthersAndOldOnesAndTooManyAreNotKept() {
    ask(1, 10);
    core.forward(CLIENTS_PORT, frame(MacAddress.BROADCAST, CLIENT, 2), 20);
    assertThat(core.show(BACKUP, SECOND, 11 + Handover.MAX_AGE_MILLIS)).isEmpty();
    IntStream.range(0, Handover.MAX_FRAMES + 5).forEach(number -> ask(number, 20));
    core.forward(BACKUP, frame(CLIENT, GUEST, 0), 20);
    IntStream.range(0, Handover.MAX_FRAMES + 5).forEach(number -> ask(number, 21));
    core.attach(4);
    assertThat(core.show(4, new FencingToken("machine", 3), 22))
        .hasSize(Handover.MAX_FRAMES)
        .last()
        .isEqualTo(frame(GUEST, CLIENT, Handover.MAX_FRAMES + 4));
  }

  private byte[] ask(int number, long atMillis) {
    byte[] frame = frame(GUEST, CLIENT, number);
    core.forward(CLIENTS_PORT, frame, atMillis);
    return frame;
  }

  private static byte[] frame(MacAddress to, MacAddress from, int number) {
    byte[] payload = {(byte) (number >> 8), (byte) number};
    return new EthernetFrame(to, from, EthernetFrame.IPV4, payload).encode();
  }
}
