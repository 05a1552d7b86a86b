package vmft.net.netty;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.net.FencingToken;
import vmft.net.SwitchCore;

/** Joins the pure switch to its connections. On the switch's thread, but for the reports. */
final class Switchboard {
  /** Hosts, replicas, clients and some spare; a connection beyond is a leak or an attack. */
  static final int MAX_PORTS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Switchboard.class);

  private final SwitchCore core = new SwitchCore();
  private final Map<Integer, SwitchedPort> ports = new ConcurrentSkipListMap<>();
  private final Optional<Path> captureDirectory;
  private int lastNumber;

  Switchboard(Optional<Path> captureDirectory) {
    this.captureDirectory = captureDirectory;
  }

  /** Empty if there are too many ports already. */
  Optional<SwitchedPort> attach(Cable cable) {
    if (ports.size() == MAX_PORTS) {
      return Optional.empty();
    }
    int number = ++lastNumber;
    SwitchedPort port = new SwitchedPort(number, cable, capture(number));
    ports.put(number, port);
    core.attach(number);
    LOG.info("switch: port {} attached from {}", number, port.remote());
    return Optional.of(port);
  }

  private Optional<PortCapture> capture(int port) {
    if (captureDirectory.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(PortCapture.open(captureDirectory.get(), port, Clock.systemUTC()));
    } catch (IOException e) {
      LOG.warn("switch: port {} is not captured: {}", port, Failures.describe(e));
      return Optional.empty();
    }
  }

  /** A frame came in: a token is for the switch itself, anything else for other ports. */
  void receive(SwitchedPort from, byte[] frame) {
    if (FencingToken.isToken(frame)) {
      FencingToken.parse(frame).ifPresent(token -> show(from, token));
    } else if (core.isFenced(from.number())) {
      from.fenced(frame);
    } else {
      from.sent(frame);
      forward(from, frame);
    }
  }

  private void show(SwitchedPort from, FencingToken token) {
    List<byte[]> missed = core.show(from.number(), token, nowMillis());
    LOG.info(
        "switch: port {} speaks for {} in epoch {}", from.number(), token.machine(), token.epoch());
    missed.forEach(from::deliver);
  }

  private void forward(SwitchedPort from, byte[] frame) {
    for (int number : core.forward(from.number(), frame, nowMillis())) {
      ports.get(number).deliver(frame);
    }
  }

  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  void detach(SwitchedPort port) {
    core.detach(port.number());
    ports.remove(port.number());
    port.close();
    LOG.info("switch: port {} detached", port.number());
  }

  void closeAll() {
    List.copyOf(ports.values()).forEach(SwitchedPort::close);
  }

  List<PortReport> reports() {
    return ports.values().stream().map(SwitchedPort::report).toList();
  }
}
