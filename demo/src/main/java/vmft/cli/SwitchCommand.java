package vmft.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vmft.channel.HostAndPort;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.net.netty.SwitchServer;

/** Runs the Ethernet switch between replicas and clients, until the process ends. */
@Command(
    name = "switch",
    description = "The Ethernet switch between the two hosts and the world.",
    mixinStandardHelpOptions = true)
final class SwitchCommand implements Callable<Integer> {
  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1:7100",
      converter = HostAndPortConverter.class,
      description = "Where ports attach (default ${DEFAULT-VALUE}; port 0 chooses one).")
  private HostAndPort listen;

  @Option(
      names = "--capture",
      paramLabel = "DIR",
      description = "Keep the frames of every port as DIR/port-N.pcap.")
  private Path capture;

  @Mixin private UplinkOptions uplinks;
  @Mixin private EventOptions events;

  @Override
  public Integer call() throws InterruptedException {
    EventSink sink = events.sink();
    events.watchStdin();
    try (SwitchServer server =
            SwitchServer.start(listen.toSocketAddress(), Optional.ofNullable(capture));
        UplinkOptions.Uplinks attached = uplinks.attach(server, sink)) {
      sink.accept(
          Event.ready(
              "switch listens on " + HostAndPort.of(server.address()) + attached.description(),
              server.address().getPort()));
      Thread.currentThread().join();
      return ExitStatus.OK.code();
    } catch (IOException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }
}
