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
      launch(member.id());
    }
    for (ReplicaProcess replica : running.values()) {
      replica.awaitReady();
    }
    return this;
  }

  /** Starts one and waits until it is ready. */
  void start(String id) throws Exception {
    launch(id).awaitReady();
  }

  boolean areAllAlive() {
    return running.size() == group.members().size()
        && running.values().stream().allMatch(ReplicaProcess::isAlive);
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

  private ReplicaProcess launch(String id) {
    return running.computeIfAbsent(
        id, absent -> new ReplicaProcess(group, absent, directory.resolve(absent)));
  }
}
