package vmft.tas.raft;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.client.RaftClientRpc;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.grpc.GrpcFactory;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.rpc.CallId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;

/** Connections to every replica of a group; puts one question to one replica, once. Thread-safe. */
final class Replicas implements AutoCloseable {
  private final FlagGroup group;
  private final RaftGroupId groupId;
  private final ClientId clientId = ClientId.randomId();
  private final RaftClientRpc rpc;
  private final AtomicReference<FlagGroup.Member> lastToAnswer = new AtomicReference<>();

  Replicas(FlagGroup group) {
    QuietGrpc.ensure();
    this.group = group;
    this.groupId = RaftSettings.groupId(group);
    this.rpc =
        new GrpcFactory(new Parameters()).newRaftClientRpc(clientId, RaftSettings.forClient());
    rpc.addRaftPeers(group.members().stream().map(RaftSettings::peer).toArray(RaftPeer[]::new));
  }

  List<FlagGroup.Member> members() {
    return group.members();
  }

  /** The replica that answered last probably leads; before the first answer any may. */
  boolean mayAskFirst(FlagGroup.Member member) {
    FlagGroup.Member last = lastToAnswer.get();
    return last == null || last.equals(member);
  }

  /**
   * Asks one replica and waits for the answer, at most a second. Only the leader can answer.
   *
   * @throws RaftException if the replica was reached and says why it does not answer
   * @throws IOException if it was not reached; the next ask opens a new connection
   */
  Reply ask(FlagGroup.Member member, byte[] command) throws IOException {
    RaftPeerId peer = RaftPeerId.valueOf(member.id());
    try {
      Reply reply = replyOf(rpc.sendRequest(request(peer, command)));
      lastToAnswer.set(member);
      return reply;
    } catch (RaftException e) {
      throw e;
    } catch (IOException e) {
      rpc.handleException(peer, e, true);
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      rpc.close();
    } catch (IOException e) {
      // The connections go with the process at the latest.
    }
  }

  private RaftClientRequest request(RaftPeerId peer, byte[] command) {
    return RaftClientRequest.newBuilder()
        .setClientId(clientId)
        .setGroupId(groupId)
        .setLeaderId(peer)
        .setCallId(CallId.getAndIncrement())
        .setMessage(Message.valueOf(ByteString.copyFrom(command)))
        .setType(RaftClientRequest.writeRequestType())
        .build();
  }

  private static Reply replyOf(RaftClientReply reply) throws RaftException {
    if (reply.getException() != null) {
      throw reply.getException();
    }
    byte[] content = reply.getMessage().getContent().toByteArray();
    return Reply.decode(content)
        .filter(known -> known != Reply.REFUSED)
        .orElseThrow(() -> new RaftException("the replica does not understand this client"));
  }
}
