package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import vmft.tas.TestAndSet.Flag;

class FlagStateMachineTest {
  private static final byte[] CLAIM_BY_A = claimBy("a");
  private static final byte[] NONSENSE = {1, 99, 3};

  private final FlagStateMachine machine = new FlagStateMachine();

  @Test
  void commandsAreAnsweredByTheTable() {
    assertThat(machine.apply(CLAIM_BY_A)).isEqualTo(Reply.WON);
    assertThat(machine.apply(claimBy("b"))).isEqualTo(Reply.LOST);
    assertThat(machine.apply(CommandCodec.encode(new Command.Probe()))).isEqualTo(Reply.ALIVE);
  }

  @Test
  void noiseIsRefusedAndChangesNothing() {
    Random random = new Random(11);
    machine.apply(CLAIM_BY_A);
    for (int i = 0; i < 10_000; i++) {
      byte[] noise = new byte[random.nextInt(64)];
      random.nextBytes(noise);
      assertThat(machine.apply(noise)).isEqualTo(Reply.REFUSED);
    }
    assertThat(machine.apply(CLAIM_BY_A)).isEqualTo(Reply.WON);
  }

  @Test
  void aMalformedCommandIsKeptOutOfTheLogAndItsSenderToldWhy() throws Exception {
    TransactionContext refused = machine.startTransaction(request(NONSENSE));

    assertThat(refused.getException())
        .isInstanceOf(StateMachineException.class)
        .hasMessageContaining("expected command kind 1 or 2, found 99");
    assertThat(machine.startTransaction(request(CLAIM_BY_A)).getException()).isNull();
  }

  private static byte[] claimBy(String claimant) {
    return CommandCodec.encode(new Command.Claim(new Flag("m", 1), claimant));
  }

  private static RaftClientRequest request(byte[] content) {
    return RaftClientRequest.newBuilder()
        .setClientId(ClientId.randomId())
        .setGroupId(RaftGroupId.randomId())
        .setLeaderId(RaftPeerId.valueOf("t1"))
        .setMessage(Message.valueOf(ByteString.copyFrom(content)))
        .setType(RaftClientRequest.writeRequestType())
        .build();
  }
}
