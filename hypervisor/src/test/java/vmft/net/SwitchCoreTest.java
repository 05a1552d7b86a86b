package vmft.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SwitchCoreTest {
  private static final MacAddress GUEST = new MacAddress(0x5254_0012_3456L);
  private static final MacAddress CLIENT = new MacAddress(0x0200_0000_0001L);

  private final SwitchCore core = new SwitchCore();

  @BeforeEach
  void threePorts() {
    core.attach(1);
    core.attach(2);
    core.attach(3);
  }

  @Test
  void aFrameToAnUnknownAddressGoesToAllOthers() {
    assertThat(core.forward(1, frame(CLIENT, GUEST), 0)).containsExactly(2, 3);
  }

  @Test
  void aFrameToAKnownAddressGoesOnlyThere() {
    core.forward(2, frame(GUEST, CLIENT), 0);
    assertThat(core.forward(1, frame(CLIENT, GUEST), 1)).containsExactly(2);
  }

  @Test
  void aBroadcastGoesToAllOthers() {
    core.forward(2, frame(GUEST, CLIENT), 0);
    assertThat(core.forward(1, frame(CLIENT, MacAddress.BROADCAST), 1)).containsExactly(2, 3);
  }

  @Test
  void aFrameToAnAddressOnItsOwnPortGoesNowhere() {
    core.forward(1, frame(GUEST, CLIENT), 0);
    assertThat(core.forward(1, frame(CLIENT, GUEST), 1)).isEmpty();
  }

  @Test
  void aGratuitousArpMovesTheAddressToItsNewPlace() {
    core.forward(2, frame(GUEST, CLIENT), 0);
    core.forward(3, ArpPacket.gratuitous(GUEST, Ipv4Address.parse("10.0.2.15")), 1);
    assertThat(core.forward(1, frame(CLIENT, GUEST), 2)).containsExactly(3);
  }

  @Test
  void aDetachedPortIsForgottenWithItsAddresses() {
    core.forward(2, frame(GUEST, CLIENT), 0);
    core.detach(2);
    assertThat(core.forward(1, frame(CLIENT, GUEST), 1)).containsExactly(3);
  }

  @Test
  void anAddressUnseenForFiveMinutesIsUnknownAgain() {
    core.forward(2, frame(GUEST, CLIENT), 0);
    assertThat(core.forward(1, frame(CLIENT, GUEST), 299_999)).containsExactly(2);
    assertThat(core.forward(1, frame(CLIENT, GUEST), 300_000)).containsExactly(2, 3);
  }

  @Test
  void aMulticastSourceIsNeverLearnt() {
    core.forward(2, frame(MacAddress.BROADCAST, CLIENT), 0);
    assertThat(core.forward(1, frame(CLIENT, MacAddress.BROADCAST), 1)).containsExactly(2, 3);
  }

  @Test
  void aFloodOfMadeUpAddressesDisplacesTheLongestUnseen() {
    MacTable table = new MacTable(2, 1_000);
    table.learn(GUEST, 1, 0);
    table.learn(CLIENT, 2, 1);
    table.learn(GUEST, 1, 2);
    table.learn(new MacAddress(7), 3, 3);
    assertThat(table.size()).isEqualTo(2);
    assertThat(table.portOf(GUEST, 3)).hasValue(1);
    assertThat(table.portOf(CLIENT, 3)).isEmpty();
  }

  private static byte[] frame(MacAddress from, MacAddress to) {
    return new EthernetFrame(to, from, EthernetFrame.IPV4, new byte[0]).encode();
  }
}
