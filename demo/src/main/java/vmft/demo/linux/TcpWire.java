package vmft.demo.linux;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vmft.net.EthernetFrame;
import vmft.net.Ipv4Packet;
import vmft.net.PcapReader.CapturedFrame;
import vmft.net.TcpSegment;

/**
 * A server's TCP traffic, as the switch heard it from all ports: who opened, reset or closed
 * connections, and what the server said on them. Pure.
 */
public final class TcpWire {
  private final int serverPort;
  private final Set<Integer> clients = new HashSet<>();
  private final SeenStream said = new SeenStream();
  private int openings;
  private int resets;
  private int closings;

  private TcpWire(int serverPort) {
    this.serverPort = serverPort;
  }

  /**
   * Looks at frames.
   *
   * @param frames in order of time
   * @param serverPort of the guest's
   */
  public static TcpWire of(List<CapturedFrame> frames, int serverPort) {
    TcpWire wire = new TcpWire(serverPort);
    frames.forEach(captured -> wire.segment(captured).ifPresent(wire::see));
    return wire;
  }

  private Optional<TcpSegment> segment(CapturedFrame captured) {
    return EthernetFrame.parse(captured.frame())
        .filter(frame -> frame.etherType() == EthernetFrame.IPV4)
        .flatMap(frame -> Ipv4Packet.parse(frame.payload()))
        .flatMap(TcpSegment::parse)
        .filter(s -> s.sourcePort() == serverPort || s.destinationPort() == serverPort);
  }

  private void see(TcpSegment segment) {
    boolean ofServer = segment.sourcePort() == serverPort;
    clients.add(ofServer ? segment.destinationPort() : segment.sourcePort());
    openings += segment.has(TcpSegment.SYN) ? 1 : 0;
    resets += segment.has(TcpSegment.RST) ? 1 : 0;
    closings += segment.has(TcpSegment.FIN) ? 1 : 0;
    if (ofServer) {
      said.see(segment.sequence(), segment.payload());
    }
  }

  /** Different clients' ports. */
  public int connections() {
    return clients.size();
  }

  /** Segments with SYN. */
  public int openings() {
    return openings;
  }

  /** Segments with RST. */
  public int resets() {
    return resets;
  }

  /** Segments with FIN. */
  public int closings() {
    return closings;
  }

  /** What the server said. Of one connection, if there is but one. */
  public SeenStream said() {
    return said;
  }
}
