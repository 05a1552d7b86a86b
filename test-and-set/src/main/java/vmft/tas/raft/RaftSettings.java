package vmft.tas.raft;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.client.RaftClientConfigKeys;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.grpc.GrpcConfigKeys;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;

/** The group in the terms of Ratis, and the settings of its servers and clients, with reasons. */
final class RaftSettings {
  /** How long one ask may take; a replica that needs longer is asked over a new connection. */
  static final TimeDuration ASK_TIMEOUT = millis(1000);

  private RaftSettings() {}

  static RaftGroup group(FlagGroup group) {
    List<RaftPeer> peers = group.members().stream().map(RaftSettings::peer).toList();
    return RaftGroup.valueOf(groupId(group), peers);
  }

  static RaftGroupId groupId(FlagGroup group) {
    return RaftGroupId.valueOf(group.uuid());
  }

  static RaftPeer peer(FlagGroup.Member member) {
    return RaftPeer.newBuilder().setId(member.id()).setAddress(member.address()).build();
  }

  static RaftProperties forServer(FlagGroup.Member member, Path storage, LogLimits limits) {
    RaftProperties properties = new RaftProperties();
    RaftServerConfigKeys.setStorageDir(properties, List.of(storage.toFile()));
    GrpcConfigKeys.Server.setHost(properties, member.host());
    GrpcConfigKeys.Server.setPort(properties, member.port());
    setTimes(properties);
    setSizes(properties);
    setLogLimits(properties, limits);
    return properties;
  }

  static RaftProperties forClient() {
    RaftProperties properties = new RaftProperties();
    RaftClientConfigKeys.Rpc.setRequestTimeout(properties, ASK_TIMEOUT);
    GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.ONE_MB);
    return properties;
  }

  /**
   * A dead leader is replaced after 300 to 600 ms. That blocks a claim for less than a second, and
   * is many times what a busy machine delays a heartbeat (every 150 ms). A needless election costs
   * the same short wait and no more.
   */
  private static void setTimes(RaftProperties properties) {
    RaftServerConfigKeys.Rpc.setTimeoutMin(properties, millis(300));
    RaftServerConfigKeys.Rpc.setTimeoutMax(properties, millis(600));
    // At the start there is no leader to be patient with.
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMin(properties, millis(100));
    RaftServerConfigKeys.Rpc.setFirstElectionTimeoutMax(properties, millis(300));
    RaftServerConfigKeys.Rpc.setRequestTimeout(properties, millis(1000));
    // A leader that lost its followers may be the only one that can lead when one comes back: by
    // default it would not stand for ten seconds. The same value bounds a pause of the JVM after
    // which a leader steps down, so pauses that followers outwait are not reported at all.
    RaftServerConfigKeys.LeaderElection.setLeaderStepDownWaitTime(properties, millis(100));
    RaftServerConfigKeys.setSleepDeviationThreshold(properties, millis(2000));
    // A leader notices a follower that is back after 100 ms, not after one to five seconds.
    RaftServerConfigKeys.Log.Appender.setRetryPolicy(properties, "1ms,10, 100ms,1000000000");
    // A replica that was frozen for long goes on as a follower; Raft is safe under any pause.
    RaftServerConfigKeys.setCloseThreshold(properties, TimeDuration.valueOf(365, TimeUnit.DAYS));
    // A retry needs no cache here, as the flag itself remembers its winner.
    RaftServerConfigKeys.RetryCache.setExpiryTime(properties, millis(5000));
  }

  /** Commands have at most 521 bytes and are rare: small buffers, for a replica in 128 MB. */
  private static void setSizes(RaftProperties properties) {
    RaftServerConfigKeys.Log.setWriteBufferSize(properties, SizeInBytes.valueOf("512KB"));
    RaftServerConfigKeys.Log.setQueueByteLimit(properties, SizeInBytes.valueOf("4MB"));
    RaftServerConfigKeys.Log.setSegmentCacheNumMax(properties, 2);
    RaftServerConfigKeys.Log.setSegmentCacheSizeMax(properties, SizeInBytes.valueOf("4MB"));
    RaftServerConfigKeys.Log.Appender.setBufferByteLimit(properties, SizeInBytes.valueOf("256KB"));
    RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(
        properties, SizeInBytes.valueOf("256KB"));
    RaftServerConfigKeys.Write.setElementLimit(properties, 1024);
    RaftServerConfigKeys.Write.setByteLimit(properties, SizeInBytes.valueOf("1MB"));
    GrpcConfigKeys.setMessageSizeMax(properties, SizeInBytes.valueOf("2MB"));
  }

  /** Probes fill the log for ever; a snapshot lets the log go, so that the disk never fills. */
  private static void setLogLimits(RaftProperties properties, LogLimits limits) {
    SizeInBytes segment = SizeInBytes.valueOf(limits.segmentBytes());
    RaftServerConfigKeys.Log.setSegmentSizeMax(properties, segment);
    RaftServerConfigKeys.Log.setPreallocatedSize(
        properties, SizeInBytes.valueOf(Math.min(1 << 16, limits.segmentBytes())));
    RaftServerConfigKeys.Log.setPurgeUptoSnapshotIndex(properties, true);
    RaftServerConfigKeys.Log.setPurgeGap(properties, limits.snapshotEveryEntries());
    RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(properties, true);
    RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(
        properties, limits.snapshotEveryEntries());
    RaftServerConfigKeys.Snapshot.setRetentionFileNum(properties, 2);
  }

  private static TimeDuration millis(long millis) {
    return TimeDuration.valueOf(millis, TimeUnit.MILLISECONDS);
  }
}
