package vmft.tas.raft;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.storage.RaftStorage;

/**
 * One replica of the test-and-set group. It serves from {@link #start} to {@link #close}, on
 * threads of its own; all methods may be called from any thread.
 */
public final class FlagServer implements AutoCloseable {
  private final FlagGroup.Member member;
  private final StorageDirectory storage;
  private final FlagStateMachine flags;
  private final RaftServer server;
  private final PeerReconnector reconnector;

  private FlagServer(
      FlagGroup group,
      FlagGroup.Member member,
      StorageDirectory storage,
      FlagStateMachine flags,
      RaftServer server) {
    this.member = member;
    this.storage = storage;
    this.flags = flags;
    this.server = server;
    this.reconnector =
        new PeerReconnector(server, RaftSettings.groupId(group), otherPeers(group, member));
  }

  /**
   * Listens at the member's address and joins the others. Returns before a leader is known.
   *
   * @param id which member of the group this is
   * @param directory kept across restarts: with it goes the memory of who won. Created if missing
   * @throws CannotServeException with one line for the operator
   */
  public static FlagServer start(FlagGroup group, String id, Path directory)
      throws CannotServeException {
    return start(group, id, directory, LogLimits.DEFAULT);
  }

  static FlagServer start(FlagGroup group, String id, Path directory, LogLimits limits)
      throws CannotServeException {
    QuietGrpc.ensure();
    FlagGroup.Member member = requireMember(group, id);
    requireFreePort(member);
    StorageDirectory storage = StorageDirectory.take(directory, member, group);
    try {
      return serve(group, member, storage, limits);
    } catch (IOException | RuntimeException e) {
      storage.close();
      throw new CannotServeException(
          "expected a log and a snapshot that can be read in "
              + directory
              + ", found "
              + rootCause(e),
          e);
    }
  }

  /**
   * Waits until this replica counts: it knows a leader, which takes a majority of the group, and
   * has heard from it.
   *
   * @return false if the deadline passed first
   */
  public boolean awaitReady(Duration deadline) throws InterruptedException {
    try {
      flags.ready().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The TCP port on which it listens. */
  public int port() {
    return member.port();
  }

  /**
   * Completes, with the reason, when the replica serves no longer: after {@link #close}, or because
   * its disk failed. Its process should then end.
   */
  public CompletionStage<String> stopped() {
    return flags.stopped().minimalCompletionStage();
  }

  /** Stops serving; the flags stay in the directory. */
  @Override
  public void close() {
    reconnector.close();
    try {
      server.close();
    } catch (IOException e) {
      // Nothing is lost: every answer given was on the disks of a majority before.
    } finally {
      storage.close();
    }
  }

  private static FlagServer serve(
      FlagGroup group, FlagGroup.Member member, StorageDirectory storage, LogLimits limits)
      throws IOException {
    FlagStateMachine flags = new FlagStateMachine();
    RaftServer server =
        RaftServer.newBuilder()
            .setServerId(RaftSettings.peer(member).getId())
            .setGroup(RaftSettings.group(group))
            .setStateMachine(flags)
            .setProperties(RaftSettings.forServer(member, storage.raft(), limits))
            .setOption(RaftStorage.StartupOption.RECOVER)
            .build();
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    return new FlagServer(group, member, storage, flags, server);
  }

  private static List<RaftPeerId> otherPeers(FlagGroup group, FlagGroup.Member member) {
    return group.members().stream()
        .filter(other -> !other.equals(member))
        .map(other -> RaftPeerId.valueOf(other.id()))
        .toList();
  }

  private static FlagGroup.Member requireMember(FlagGroup group, String id)
      throws CannotServeException {
    return group
        .member(id)
        .orElseThrow(
            () ->
                new CannotServeException(
                    "expected the id of a replica in the list ("
                        + group.members().stream()
                            .map(FlagGroup.Member::id)
                            .collect(Collectors.joining(", "))
                        + "), found \""
                        + id
                        + "\""));
  }

  /** Ratis ends the process if it cannot listen, so find out before, and say it clearly. */
  private static void requireFreePort(FlagGroup.Member member) throws CannotServeException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(member.host(), member.port()));
    } catch (IOException e) {
      throw new CannotServeException(
          "expected a free address of this host for replica "
              + member.id()
              + ", found that "
              + member.address()
              + " cannot be listened on ("
              + e.getMessage()
              + "); stop what listens there or change the list",
          e);
    }
  }

  private static String rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
