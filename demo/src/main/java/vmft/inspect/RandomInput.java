package vmft.inspect;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import vmft.net.ArpPacket;
import vmft.net.EthernetFrame;
import vmft.net.IcmpEcho;
import vmft.net.Ipv4Address;
import vmft.net.Ipv4Packet;
import vmft.net.MacAddress;
import vmft.net.UdpDatagram;
import vmft.replica.Input;

/**
 * What a hostile world sends to a guest: console bytes and frames, some sensible and some not, at
 * random times. Not thread-safe.
 */
public final class RandomInput {
  private static final Ipv4Address GUEST = Ipv4Address.parse("10.0.2.15");
  private static final Ipv4Address HOST = Ipv4Address.parse("10.0.2.77");
  private static final MacAddress HOST_MAC = MacAddress.parse("52:55:0a:00:02:4d");
  private static final int KV_PORT = 7000;
  private static final int MAX_PAYLOAD = 1400;
  private static final double MEAN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

  private final Random random;
  private final MacAddress guestMac;

  /**
   * @param seed decides what is sent; when it arrives depends on the host as well
   * @param guestMac address of the guest's network card
   */
  public RandomInput(long seed, MacAddress guestMac) {
    this.random = new Random(seed);
    this.guestMac = guestMac;
  }

  /** How long to wait until the next. */
  long pauseNanos() {
    return (long) (-Math.log(1 - random.nextDouble()) * MEAN_PAUSE_NANOS);
  }

  Input next() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> new Input.ConsoleByte((byte) random.nextInt(256));
      case 2 -> frame(udp());
      case 3 -> frame(ping());
      default -> new Input.Frame(random.nextBoolean() ? whoHasGuest() : noise());
    };
  }

  private Input frame(Ipv4Packet packet) {
    return new Input.Frame(packet.toFrame(HOST_MAC, guestMac).encode());
  }

  private Ipv4Packet udp() {
    return new UdpDatagram(1024 + random.nextInt(1 << 15), KV_PORT, bytes(0)).toPacket(HOST, GUEST);
  }

  private Ipv4Packet ping() {
    return new IcmpEcho(IcmpEcho.Kind.REQUEST, 1, random.nextInt(1 << 16), bytes(0))
        .toPacket(HOST, GUEST);
  }

  private byte[] whoHasGuest() {
    return ArpPacket.request(HOST_MAC, HOST, GUEST).toFrame(MacAddress.BROADCAST).encode();
  }

  private byte[] noise() {
    return bytes(EthernetFrame.HEADER_BYTES);
  }

  private byte[] bytes(int atLeast) {
    byte[] bytes = new byte[atLeast + random.nextInt(MAX_PAYLOAD)];
    random.nextBytes(bytes);
    return bytes;
  }
}
