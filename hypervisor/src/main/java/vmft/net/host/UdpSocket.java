package vmft.net.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import vmft.net.Ipv4Address;
import vmft.net.UdpDatagram;

/** A UDP port of a {@link HostStack}. Thread-safe. */
public final class UdpSocket implements AutoCloseable {
  /**
   * Datagrams that may wait for the reader, as many as a usual socket buffer holds; more are lost.
   */
  private static final int QUEUE_LENGTH = 256;

  private final HostStack stack;
  private final int port;
  private final BlockingQueue<Received> arrived = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final AtomicLong datagramsDropped = new AtomicLong();

  UdpSocket(HostStack stack, int port) {
    this.stack = stack;
    this.port = port;
  }

  /**
   * A datagram and its sender.
   *
   * @param payload the receiver's to keep
   */
  public record Received(Ipv4Address from, int port, byte[] payload) {}

  public int port() {
    return port;
  }

  /** Datagrams lost because nobody received fast enough. */
  public long datagramsDropped() {
    return datagramsDropped.get();
  }

  /**
   * Sends a datagram, first asking for the receiver's Ethernet address if it is unknown.
   *
   * @param patience how long to wait for that address
   * @return false if the datagram certainly did not leave
   */
  public boolean send(Ipv4Address to, int toPort, byte[] payload, Duration patience)
      throws InterruptedException {
    return stack.send(new UdpDatagram(port, toPort, payload), to, patience);
  }

  /** The next datagram; empty if none came in time. */
  public Optional<Received> receive(Duration patience) throws InterruptedException {
    return Optional.ofNullable(arrived.poll(patience.toNanos(), TimeUnit.NANOSECONDS));
  }

  void deposit(Ipv4Address from, UdpDatagram datagram) {
    if (!arrived.offer(new Received(from, datagram.sourcePort(), datagram.payload()))) {
      datagramsDropped.incrementAndGet();
    }
  }

  /** Frees the port. */
  @Override
  public void close() {
    stack.release(this);
  }
}
