package vmft.demo.cluster;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vmft.channel.HostAndPort;

/**
 * Which process listens where, and the arguments that tell it so.
 *
 * @param testAndSet one address for each replica
 * @param primaryConnects where the primary finds the backup; another address than {@code backup} if
 *     there is a relay between them
 */
public record ClusterPlan(
    List<HostAndPort> testAndSet,
    HostAndPort ethernet,
    HostAndPort backup,
    HostAndPort primaryConnects) {
  private static final int TEST_AND_SET_REPLICAS = 3;

  /**
   * A plan on free ports.
   *
   * @param relayed whether a relay stands between primary and backup
   */
  static ClusterPlan onFreePorts(boolean relayed) {
    FreePorts ports = new FreePorts();
    List<HostAndPort> testAndSet =
        IntStream.range(0, TEST_AND_SET_REPLICAS).mapToObj(i -> ports.next()).toList();
    HostAndPort backup = ports.next();
    return new ClusterPlan(testAndSet, ports.next(), backup, relayed ? ports.next() : backup);
  }

  boolean relayed() {
    return !primaryConnects.equals(backup);
  }

  static String flagId(int number) {
    return "t" + (number + 1);
  }

  /** As {@code --group} and {@code --tas} want it. */
  public String group() {
    return IntStream.range(0, testAndSet.size())
        .mapToObj(i -> flagId(i) + "=" + testAndSet.get(i))
        .collect(Collectors.joining(","));
  }

  public List<String> testAndSetArguments(int number, RunFolder folder) {
    String id = flagId(number);
    String flags = folder.flags("tas-" + id).toString();
    return List.of("tas", "--id", id, "--group", group(), "--dir", flags);
  }

  public List<String> switchArguments(RunFolder folder) {
    String captures = folder.captures().toString();
    return List.of("switch", "--listen", ethernet.toString(), "--capture", captures);
  }

  public List<String> backupArguments(String image, RunFolder folder) {
    return List.of(
        "backup",
        image,
        "--listen",
        backup.toString(),
        "--tas",
        group(),
        "--switch",
        ethernet.toString(),
        "--trace",
        folder.trace("backup").toString(),
        "--console",
        folder.console("backup").toString());
  }

  public List<String> primaryArguments(String image, RunFolder folder) {
    return List.of(
        "primary",
        image,
        "--backup",
        primaryConnects.toString(),
        "--tas",
        group(),
        "--switch",
        ethernet.toString(),
        "--trace",
        folder.trace("primary").toString(),
        "--console",
        folder.console("primary").toString());
  }
}
