package vmft.tas.raft;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Three replicas as real processes on free ports; all are gone after {@link #close}. */
final class ReplicaGroup implements AutoCloseable {
  private final FlagGroup group;
  private final Path directory;
  private final Map<String, ReplicaProcess> running = new LinkedHashMap<>();

  ReplicaGroup(Path directory) {
    this.directory = directory;
    this.group = FreePorts.group();
  }

  /** Starts whatever is not running and waits until all are ready. */
  ReplicaGroup startAll() throws Exception {
    for (FlagGroup.Member member : group.members()) {
      running.computeIfAbsent(
          member.id(), id -> new ReplicaProcess(group, id, directory.resolve(id)));
    }
    for (ReplicaProcess replica : running.values()) {
      replica.awaitReady();
    }
    return this;
  }

  RaftTestAndSet newClient() {
    return new RaftTestAndSet(group);
  }

  FlagGroup group() {
    return group;
  }

  ReplicaProcess replica(String id) {
    return running.get(id);
  }

  void kill(String... ids) throws InterruptedException {
    for (String id : ids) {
      running.remove(id).kill();
    }
  }

  void killAll() throws InterruptedException {
    kill(running.keySet().toArray(String[]::new));
  }

  @Override
  public void close() throws InterruptedException {
    killAll();
  }
}
