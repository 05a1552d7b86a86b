package vmft.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vmft.channel.Heartbeat.Sender;
import vmft.log.Generation;

class HeartbeatCodecTest {
  private static final Heartbeat HEARTBEAT =
      new Heartbeat("demo-5f0c", new Generation(2), Sender.BACKUP, 1L << 40);

  @Test
  void aHeartbeatComesBackAsItWas() {
    byte[] datagram = HeartbeatCodec.encode(HEARTBEAT);
    assertThat(HeartbeatCodec.decode(ByteBuffer.wrap(datagram))).contains(HEARTBEAT);
  }

  @Test
  void aFlippedBitAnywhereMakesItNoHeartbeat() {
    byte[] datagram = HeartbeatCodec.encode(HEARTBEAT);
    for (int bit = 0; bit < datagram.length * 8; bit++) {
      byte[] damaged = datagram.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(HeartbeatCodec.decode(ByteBuffer.wrap(damaged))).as("bit=%d", bit).isEmpty();
    }
  }

  @Test
  void garbageIsNoHeartbeat() {
    Random random = new Random(4);
    for (int round = 0; round < 10_000; round++) {
      byte[] garbage = new byte[random.nextInt(40)];
      random.nextBytes(garbage);
      assertThat(HeartbeatCodec.decode(ByteBuffer.wrap(garbage))).isEmpty();
    }
  }
}
