package vmft.net.netty;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;
import vmft.net.host.HostStack;

/** A host with its cable in the switch. Thread-safe. */
public final class AttachedHost implements AutoCloseable {
  private final HostStack stack;
  private final SwitchPort port;

  private AttachedHost(HostStack stack, SwitchPort port) {
    this.stack = stack;
    this.port = port;
  }

  /**
   * Attaches a host and waits for the switch.
   *
   * @throws IOException if there is no switch by the deadline; the message is for the user
   */
  public static AttachedHost attach(
      InetSocketAddress switchAddress, MacAddress mac, Ipv4Address address, Duration deadline)
      throws IOException, InterruptedException {
    HostStack stack = new HostStack(mac, address);
    SwitchPort port = SwitchPort.attach(switchAddress, stack::deliver);
    stack.plugIn(port);
    if (!port.awaitAttached(deadline)) {
      port.close();
      throw new IOException(
          "no switch at %s after %d ms; is it running, and is that its address?"
              .formatted(Failures.hostAndPort(switchAddress), deadline.toMillis()));
    }
    return new AttachedHost(stack, port);
  }

  public HostStack stack() {
    return stack;
  }

  @Override
  public void close() {
    port.close();
  }
}
