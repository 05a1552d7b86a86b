package vmft.cli;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;
import vmft.net.netty.AttachedHost;
import vmft.net.netty.SwitchServer;
import vmft.tas.TestAndSet.Flag;
import vmft.tas.raft.FlagGroup;
import vmft.tas.raft.FlagServer;
import vmft.tas.raft.RaftTestAndSet;

/**
 * Uses the big libraries once, in one process, so that the launcher can note which of their classes
 * the real processes will load (see tools/launcher/archive.sh). What it starts lives for a moment,
 * on 127.0.0.1 and in a temporary folder.
 */
@Command(name = "warm-up", hidden = true, description = "Loads the libraries, for the launcher.")
final class WarmUpCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Override
  public Integer call() throws Exception {
    useSwitch();
    Path folder = Files.createTempDirectory("vmft-warm-up");
    try {
      useTestAndSet(folder);
    } finally {
      delete(folder);
    }
    return ExitStatus.OK.code();
  }

  private static void useSwitch() throws IOException, InterruptedException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SwitchServer ethernet = SwitchServer.start(anyPort, Optional.empty());
        AttachedHost one = attach(ethernet, 1);
        AttachedHost two = attach(ethernet, 2)) {
      one.stack().ping(two.stack().address(), PATIENCE);
    }
  }

  private static AttachedHost attach(SwitchServer ethernet, int number)
      throws IOException, InterruptedException {
    MacAddress mac = new MacAddress(0x02_00_00_00_00_00L + number);
    Ipv4Address address = Ipv4Address.parse("10.0.2." + number);
    return AttachedHost.attach(ethernet.address(), mac, address, PATIENCE);
  }

  private static void useTestAndSet(Path folder) throws IOException {
    FlagGroup group = FlagGroup.parse(threeFreePorts());
    List<FlagServer> replicas = new ArrayList<>();
    try (RaftTestAndSet testAndSet = new RaftTestAndSet(group)) {
      for (FlagGroup.Member member : group.members()) {
        replicas.add(FlagServer.start(group, member.id(), folder.resolve(member.id())));
      }
      Flag flag = new Flag("warm-up", 1);
      testAndSet.testAndSet(flag, "warm-up", PATIENCE).toCompletableFuture().join();
    } finally {
      replicas.forEach(FlagServer::close);
    }
  }

  /** Held together for a moment, so that they differ. */
  private static String threeFreePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket a = new ServerSocket(0, 1, loopback);
        ServerSocket b = new ServerSocket(0, 1, loopback);
        ServerSocket c = new ServerSocket(0, 1, loopback)) {
      return Stream.of(a, b, c)
          .map(socket -> "t%1$d=127.0.0.1:%1$d".formatted(socket.getLocalPort()))
          .collect(Collectors.joining(","));
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.map(Path::toFile).sorted(Comparator.reverseOrder()).forEach(File::delete);
    }
  }
}
