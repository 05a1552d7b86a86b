package vmft.tas.raft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftGroupMemberId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.MD5FileUtil;

/**
 * Adapter between the Raft log and a {@link FlagTable}. Deterministic: the table depends on the
 * entries alone. Ratis applies entries, takes snapshots and loads them on one thread.
 */
final class FlagStateMachine extends BaseStateMachine {
  private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<String> stopped = new CompletableFuture<>();

  private FlagTable table = new FlagTable();
  private volatile boolean leaderKnown;

  /**
   * Completes when this replica knows a leader and has an entry of the log: until then Ratis takes
   * it for one that has lost its memory, and trusts it with no vote once the others have entries.
   */
  CompletableFuture<Void> ready() {
    return ready;
  }

  /** Completes, with the reason, when this replica serves no longer. */
  CompletableFuture<String> stopped() {
    return stopped;
  }

  @Override
  public void initialize(RaftServer server, RaftGroupId groupId, RaftStorage raftStorage)
      throws IOException {
    super.initialize(server, groupId, raftStorage);
    storage.init(raftStorage);
    getLifeCycle().startAndTransition(this::loadLatestSnapshot, IOException.class);
  }

  /** Keeps a malformed command out of the log: its sender is told what is wrong with it. */
  @Override
  public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
    TransactionContext transaction = super.startTransaction(request);
    try {
      CommandCodec.decode(request.getMessage().getContent().toByteArray());
    } catch (MalformedCommandException e) {
      transaction.setException(new StateMachineException("refused: " + e.getMessage()));
    }
    return transaction;
  }

  @Override
  public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
    LogEntryProto entry = transaction.getLogEntry();
    Reply reply = apply(entry.getStateMachineLogEntry().getLogData().toByteArray());
    updateLastAppliedTermIndex(TermIndex.valueOf(entry));
    checkReady();
    return CompletableFuture.completedFuture(Message.valueOf(ByteString.copyFrom(reply.encode())));
  }

  /** Total: an entry that makes no sense is refused, by every replica alike. */
  Reply apply(byte[] encoded) {
    try {
      Command command = CommandCodec.decode(encoded);
      return command instanceof Command.Claim claim
          ? Reply.of(table.claim(claim.flag(), claim.claimant()))
          : Reply.ALIVE;
    } catch (MalformedCommandException e) {
      return Reply.REFUSED;
    }
  }

  @Override
  public StateMachineStorage getStateMachineStorage() {
    return storage;
  }

  @Override
  public long takeSnapshot() throws IOException {
    TermIndex applied = getLastAppliedTermIndex();
    Path file = storage.getSnapshotFile(applied.getTerm(), applied.getIndex()).toPath();
    FlagSnapshot.write(table, file);
    FileInfo info = new FileInfo(file, MD5FileUtil.computeAndSaveMd5ForFile(file.toFile()));
    storage.updateLatestSnapshot(new SingleFileSnapshotInfo(info, applied));
    return applied.getIndex();
  }

  @Override
  public void pause() {
    getLifeCycle().transition(LifeCycle.State.PAUSING);
    getLifeCycle().transition(LifeCycle.State.PAUSED);
  }

  /** Takes over a snapshot that the leader has sent, because this replica lagged far behind. */
  @Override
  public void reinitialize() throws IOException {
    getLifeCycle().startAndTransition(this::loadLatestSnapshot, IOException.class);
  }

  @Override
  public void close() {
    getLifeCycle().checkStateAndClose();
  }

  @Override
  public void notifyLeaderChanged(RaftGroupMemberId member, RaftPeerId leader) {
    leaderKnown = leader != null;
    checkReady();
  }

  @Override
  public void notifyTermIndexUpdated(long term, long index) {
    super.notifyTermIndexUpdated(term, index);
    checkReady();
  }

  @Override
  public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
    stopped.complete("the log cannot be written: " + cause);
  }

  @Override
  public void notifyServerShutdown(RoleInfoProto role, boolean allServer) {
    stopped.complete("closed");
  }

  private void checkReady() {
    if (leaderKnown && getLastAppliedTermIndex().getIndex() >= 0) {
      ready.complete(null);
    }
  }

  private void loadLatestSnapshot() throws IOException {
    SingleFileSnapshotInfo snapshot = storage.loadLatestSnapshot();
    if (snapshot == null) {
      return;
    }
    // A snapshot that cannot be read is never taken for an empty one: that would forget winners.
    table = FlagSnapshot.read(snapshot.getFile().getPath());
    setLastAppliedTermIndex(snapshot.getTermIndex());
    checkReady();
  }
}
