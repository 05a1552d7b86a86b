package vmft.demo.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.BooleanSupplier;

/** Passes datagrams on between one sender, whoever sent last, and the target, until it is cut. */
final class UdpRelay implements Closeable {
  private static final int LARGEST_DATAGRAM = 65_535;

  private final InetSocketAddress target;
  private final BooleanSupplier cut;
  private final DatagramSocket near;
  private final DatagramSocket far;
  private volatile SocketAddress sender;

  UdpRelay(InetSocketAddress listen, InetSocketAddress target, BooleanSupplier cut)
      throws IOException {
    this.target = target;
    this.cut = cut;
    this.near = new DatagramSocket(listen);
    this.far = new DatagramSocket(new InetSocketAddress(listen.getAddress(), 0));
    Relay.daemon("relay-udp-there", this::there);
    Relay.daemon("relay-udp-back", this::back);
  }

  private void there() {
    DatagramPacket packet = packet();
    while (received(near, packet)) {
      sender = packet.getSocketAddress();
      pass(packet, far, target);
    }
  }

  private void back() {
    DatagramPacket packet = packet();
    while (received(far, packet)) {
      SocketAddress to = sender;
      if (to != null) {
        pass(packet, near, to);
      }
    }
  }

  private static DatagramPacket packet() {
    return new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
  }

  private static boolean received(DatagramSocket socket, DatagramPacket into) {
    while (!socket.isClosed()) {
      try {
        into.setLength(LARGEST_DATAGRAM);
        socket.receive(into);
        return true;
      } catch (IOException e) {
        // closed, or nobody listens at the target: the next one may pass
      }
    }
    return false;
  }

  private void pass(DatagramPacket packet, DatagramSocket by, SocketAddress to) {
    if (cut.getAsBoolean()) {
      return;
    }
    packet.setSocketAddress(to);
    try {
      by.send(packet);
    } catch (IOException e) {
      // datagrams get lost
    }
  }

  @Override
  public void close() {
    near.close();
    far.close();
  }
}
