package vmft.cli;

import picocli.CommandLine.Option;
import vmft.channel.HostAndPort;
import vmft.net.netty.SwitchPort;
import vmft.replica.host.Hosts.NetworkInput;
import vmft.replica.host.World;

/** How the machine reaches the network. */
final class NetworkOptions {
  @Option(
      names = "--switch",
      paramLabel = "HOST:PORT",
      converter = HostAndPortConverter.class,
      description = "Plug the machine's network card into the vmft switch there.")
  private HostAndPort switchAddress;

  /** Plugs in, and goes on trying if the switch is not there yet. */
  Network attach(NetworkInput input) {
    return new Network(
        switchAddress == null
            ? null
            : SwitchPort.attach(switchAddress.toSocketAddress(), input.listener()));
  }

  /** The machine's cable; none if the machine has no network. */
  static final class Network implements AutoCloseable {
    private final SwitchPort port;

    private Network(SwitchPort port) {
      this.port = port;
    }

    World world(ConsoleOptions.Console console) {
      return port == null ? World.withoutNetwork(console) : new World(port, console);
    }

    @Override
    public void close() {
      if (port != null) {
        port.close();
      }
    }
  }
}
