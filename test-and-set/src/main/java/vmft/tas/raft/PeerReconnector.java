package vmft.tas.raft;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftServer;

/**
 * Opens the connections to the other replicas anew while there is no leader.
 *
 * <p>gRPC waits longer and longer, up to two minutes, before it tries a replica again that was
 * down, and meanwhile fails every request for a vote. A replica that comes back would be of no use
 * to an election for so long.
 */
final class PeerReconnector implements AutoCloseable {
  private static final long PERIOD_MS = 500;

  private final RaftServer server;
  private final RaftGroupId group;
  private final List<RaftPeerId> others;
  private final ScheduledExecutorService scheduler;

  PeerReconnector(RaftServer server, RaftGroupId group, List<RaftPeerId> others) {
    this.server = server;
    this.group = group;
    this.others = others;
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "test-and-set-reconnector");
              thread.setDaemon(true);
              return thread;
            });
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::reconnectIfLeaderless, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  private void reconnectIfLeaderless() {
    try {
      if (server.getDivision(group).getInfo().getLeaderId() == null) {
        IOException reason = new IOException("no leader");
        others.forEach(peer -> server.getServerRpc().handleException(peer, reason, true));
      }
    } catch (IOException e) {
      // The server is closing, and this ends with it.
    }
  }
}
