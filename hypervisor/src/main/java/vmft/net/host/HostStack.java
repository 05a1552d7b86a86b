package vmft.net.host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import vmft.net.ArpPacket;
import vmft.net.EthernetFrame;
import vmft.net.FrameSink;
import vmft.net.IcmpEcho;
import vmft.net.Ipv4Address;
import vmft.net.Ipv4Packet;
import vmft.net.MacAddress;
import vmft.net.UdpDatagram;

/** A host with one Ethernet and one IPv4 address. Thread-safe. */
public final class HostStack {
  private static final Duration ARP_RETRY = Duration.ofMillis(100);
  private static final int FIRST_EPHEMERAL_PORT = 49_152;
  private static final int LAST_PORT = 65_535;

  private final MacAddress mac;
  private final Ipv4Address address;
  private final Neighbours neighbours = new Neighbours();
  private final Map<Integer, UdpSocket> sockets = new ConcurrentHashMap<>();
  private final Pings pings = new Pings();

  /** Until it is plugged in, whatever it sends is lost. */
  private volatile FrameSink link = (frame, validUntil) -> false;

  public HostStack(MacAddress mac, Ipv4Address address) {
    this.mac = mac;
    this.address = address;
  }

  public MacAddress mac() {
    return mac;
  }

  public Ipv4Address address() {
    return address;
  }

  /** Sends all frames through this link from now on. */
  public void plugIn(FrameSink newLink) {
    link = newLink;
  }

  /** Tells all neighbours where this host is. */
  public void announce() {
    link.send(ArpPacket.gratuitous(mac, address));
  }

  /**
   * Opens a UDP port.
   *
   * @param port 1 to 65535, or 0 for one that is free
   * @throws IllegalStateException if it is open already, or none is free
   */
  public UdpSocket open(int port) {
    if (port != 0) {
      return tryOpen(port)
          .orElseThrow(() -> new IllegalStateException("UDP port " + port + " is open already"));
    }
    for (int free = FIRST_EPHEMERAL_PORT; free <= LAST_PORT; free++) {
      Optional<UdpSocket> socket = tryOpen(free);
      if (socket.isPresent()) {
        return socket.get();
      }
    }
    throw new IllegalStateException("no UDP port is free");
  }

  private Optional<UdpSocket> tryOpen(int port) {
    UdpSocket socket = new UdpSocket(this, port);
    return sockets.putIfAbsent(port, socket) == null ? Optional.of(socket) : Optional.empty();
  }

  void release(UdpSocket socket) {
    sockets.remove(socket.port(), socket);
  }

  /** Asks who has the address, again and again, until somebody answers. Empty if nobody does. */
  public Optional<MacAddress> resolve(Ipv4Address neighbour, Duration patience)
      throws InterruptedException {
    Deadline deadline = Deadline.in(patience);
    Optional<MacAddress> found = neighbours.find(neighbour);
    while (found.isEmpty() && !deadline.passed()) {
      EthernetFrame question =
          ArpPacket.request(mac, address, neighbour).toFrame(MacAddress.BROADCAST);
      link.send(question.encode());
      found = neighbours.await(neighbour, deadline.leftUpTo(ARP_RETRY));
    }
    return found;
  }

  /**
   * Sends one echo request.
   *
   * @return the time to the answer; empty if none came in time
   */
  public Optional<Duration> ping(Ipv4Address neighbour, Duration patience)
      throws InterruptedException {
    Deadline deadline = Deadline.in(patience);
    IcmpEcho request = pings.next((int) mac.bits() & 0xffff);
    try {
      long start = System.nanoTime();
      boolean answered =
          send(request.toPacket(address, neighbour), patience)
              && pings.answerOf(request).await(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      long nanos = System.nanoTime() - start;
      return answered ? Optional.of(Duration.ofNanos(nanos)) : Optional.empty();
    } finally {
      pings.forget(request);
    }
  }

  boolean send(UdpDatagram datagram, Ipv4Address to, Duration patience)
      throws InterruptedException {
    return send(datagram.toPacket(address, to), patience);
  }

  private boolean send(Ipv4Packet packet, Duration patience) throws InterruptedException {
    Optional<MacAddress> to = resolve(packet.destination(), patience);
    return to.isPresent() && link.send(packet.toFrame(mac, to.get()).encode());
  }

  /** A frame arrived from the link. Never waits; whatever makes no sense is ignored. */
  public void deliver(byte[] bytes) {
    EthernetFrame.parse(bytes).filter(this::isForUs).ifPresent(this::onFrame);
  }

  private boolean isForUs(EthernetFrame frame) {
    return frame.destination().equals(mac) || frame.destination().equals(MacAddress.BROADCAST);
  }

  private void onFrame(EthernetFrame frame) {
    switch (frame.etherType()) {
      case EthernetFrame.ARP -> ArpPacket.parse(frame.payload()).ifPresent(this::onArp);
      case EthernetFrame.IPV4 ->
          Ipv4Packet.parse(frame.payload())
              .filter(packet -> packet.destination().equals(address))
              .ifPresent(packet -> onPacket(packet, frame.source()));
      default -> {}
    }
  }

  /** As RFC 826 has it: believe any news of those known, and learn from those who talk to us. */
  private void onArp(ArpPacket packet) {
    neighbours.refresh(packet.sender(), packet.senderMac());
    if (!packet.target().equals(address) || packet.sender().equals(Ipv4Address.ANY)) {
      return;
    }
    neighbours.learn(packet.sender(), packet.senderMac());
    if (packet.operation() == ArpPacket.Operation.REQUEST) {
      link.send(ArpPacket.replyTo(packet, mac).toFrame(packet.senderMac()).encode());
    }
  }

  private void onPacket(Ipv4Packet packet, MacAddress from) {
    UdpDatagram.parse(packet).ifPresent(datagram -> onDatagram(packet.source(), datagram));
    IcmpEcho.parse(packet).ifPresent(echo -> onEcho(echo, packet.source(), from));
  }

  private void onDatagram(Ipv4Address from, UdpDatagram datagram) {
    UdpSocket socket = sockets.get(datagram.destinationPort());
    if (socket != null) {
      socket.deposit(from, datagram);
    }
  }

  private void onEcho(IcmpEcho echo, Ipv4Address from, MacAddress fromMac) {
    if (echo.kind() == IcmpEcho.Kind.REPLY) {
      pings.onReply(echo);
    } else {
      link.send(echo.reply().toPacket(address, from).toFrame(mac, fromMac).encode());
    }
  }
}
