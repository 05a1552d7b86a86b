package vmft.replica.host;

import java.util.concurrent.atomic.AtomicInteger;
import vmft.net.netty.SwitchPort;
import vmft.replica.Input;

/**
 * Deposits what arrives from the world. Frames beyond a bound are dropped, as a network card drops
 * them: the guest's own receive queue is full long before.
 */
final class Inbox implements SwitchPort.Listener {
  /** As many as {@code LiveInputs} keeps. */
  private static final int MAX_FRAMES_ON_THE_WAY = 512;

  private final AtomicInteger framesOnTheWay = new AtomicInteger();
  private volatile ReplicaAgent agent;

  /** Deposits go to this agent from now on; what came before is dropped. */
  void connect(ReplicaAgent replica) {
    agent = replica;
  }

  @Override
  public void onFrame(byte[] frame) {
    ReplicaAgent replica = agent;
    if (replica == null || framesOnTheWay.get() >= MAX_FRAMES_ON_THE_WAY) {
      return;
    }
    framesOnTheWay.incrementAndGet();
    replica.deposit(
        (to, now) -> {
          framesOnTheWay.decrementAndGet();
          to.onInput(new Input.Frame(frame));
        });
  }
}
