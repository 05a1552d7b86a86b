package vmft.net.netty;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.net.EthernetFrame;
import vmft.net.MacAddress;

/** One port of the switch. Changed on the switch's thread only; the report is for any. */
final class SwitchedPort {
  static final int MAX_ADDRESSES = 16;

  private static final Logger LOG = LoggerFactory.getLogger(SwitchedPort.class);

  private final int number;
  private final Cable cable;
  private final Optional<PortCapture> capture;
  private final Set<MacAddress> addresses = new CopyOnWriteArraySet<>();

  private volatile long framesIn;
  private volatile long framesOut;
  private volatile long framesDropped;
  private volatile long framesFenced;

  SwitchedPort(int number, Cable cable, Optional<PortCapture> capture) {
    this.number = number;
    this.cable = cable;
    this.capture = capture;
  }

  int number() {
    return number;
  }

  String remote() {
    return cable.remote();
  }

  /** The attached host sent a frame. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, many readers
  void sent(byte[] frame) {
    framesIn++;
    capture.ifPresent(files -> files.sent(frame));
    EthernetFrame.parse(frame).map(EthernetFrame::source).ifPresent(this::remember);
  }

  /** The attached host sent a frame that nobody may hear: another replica has its machine now. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, many readers
  void fenced(byte[] frame) {
    capture.ifPresent(files -> files.fenced(frame));
    if (framesFenced++ == 0) {
      LOG.warn("switch: port {} ({}) has been superseded, nobody hears it", number, remote());
    }
  }

  private void remember(MacAddress address) {
    if (addresses.size() < MAX_ADDRESSES && addresses.add(address)) {
      LOG.info("switch: port {} ({}) is {}", number, remote(), address);
      capture.ifPresent(files -> files.name(number, remote(), address));
    }
  }

  /** Queues a frame for the attached host; drops it when the queue is full, as a switch does. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer, many readers
  void deliver(byte[] frame) {
    if (!cable.admits(frame)) {
      return;
    }
    if (cable.isWritable()) {
      framesOut++;
      capture.ifPresent(files -> files.received(frame));
      cable.write(frame);
    } else if (framesDropped++ == 0) {
      LOG.warn("switch: port {} ({}) reads too slowly, frames are lost", number, remote());
    }
  }

  void close() {
    capture.ifPresent(PortCapture::close);
    cable.close();
  }

  PortReport report() {
    return new PortReport(
        number, remote(), List.copyOf(addresses), framesIn, framesOut, framesDropped, framesFenced);
  }
}
