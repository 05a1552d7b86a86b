package vmft.net.netty;

import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicInteger;
import vmft.net.EthernetFrame;
import vmft.net.FrameSink;

/** A port of the switch for a network interface of the same process. Thread-safe. */
public final class LocalPort implements FrameSink, AutoCloseable {
  /** Frames on their way to the switch's thread: by the reasoning of the other queues. */
  private static final int MAX_FRAMES_ON_THE_WAY = 512;

  private final EventLoop loop;
  private final Switchboard switchboard;
  private final AtomicInteger framesOnTheWay = new AtomicInteger();

  /** Null while not attached; on the switch's thread. */
  private SwitchedPort port;

  /** The interface. */
  @FunctionalInterface
  public interface Device {
    /**
     * Sends a frame, without waiting; what cannot be sent at once is dropped, as on any network.
     */
    void transmit(byte[] frame);
  }

  LocalPort(EventLoop loop, Switchboard switchboard) {
    this.loop = loop;
    this.switchboard = switchboard;
  }

  /** False if all ports are in use. Never to be called on the switch's thread. */
  boolean attach(String remote, Device device) {
    return loop.submit(() -> plugIn(new DeviceCable(remote, device)))
        .awaitUninterruptibly()
        .getNow();
  }

  private boolean plugIn(Cable cable) {
    port = switchboard.attach(cable).orElse(null);
    return port != null;
  }

  /** Takes a frame that the interface has received; drops it when the switch is busy. */
  @Override
  public boolean send(byte[] frame, long validUntil) {
    if (!EthernetFrame.isFrame(frame) || framesOnTheWay.get() >= MAX_FRAMES_ON_THE_WAY) {
      return false;
    }
    framesOnTheWay.incrementAndGet();
    loop.execute(() -> receive(frame));
    return true;
  }

  private void receive(byte[] frame) {
    framesOnTheWay.decrementAndGet();
    if (port != null) {
      switchboard.receive(port, frame);
    }
  }

  /** Frees the port. Never to be called on the switch's thread. */
  @Override
  public void close() {
    if (!loop.isShuttingDown()) {
      loop.submit(this::unplug).awaitUninterruptibly();
    }
  }

  private void unplug() {
    if (port != null) {
      switchboard.detach(port);
      port = null;
    }
  }

  private record DeviceCable(String remote, Device device) implements Cable {
    @Override
    public boolean isWritable() {
      return true;
    }

    @Override
    public void write(byte[] frame) {
      device.transmit(frame);
    }

    @Override
    public void close() {}
  }
}
