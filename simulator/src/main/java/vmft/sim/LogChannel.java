package vmft.sim;

import static vmft.sim.EventQueue.MICROSECOND;
import static vmft.sim.EventQueue.MILLISECOND;

import java.util.EnumMap;
import java.util.Map;
import vmft.channel.Message;

/**
 * The logging channel between the two hosts, as TCP is: in order, without loss, until it is cut;
 * then what was under way is lost, and each end finds out in its own time, or never.
 */
final class LogChannel {
  private final EventQueue time;
  private final SimRandom random;
  private final Map<Side, Pipe> towards = new EnumMap<>(Side.class);
  private final Map<Side, SimHost> hosts;
  private final Tampering tampering;
  private boolean broken;

  LogChannel(
      EventQueue time,
      Conditions conditions,
      SimRandom random,
      Map<Side, SimHost> hosts,
      Tampering tampering,
      boolean framed) {
    this.time = time;
    this.random = random;
    this.hosts = hosts;
    this.tampering = tampering;
    for (Side side : Side.values()) {
      towards.put(side, new Pipe(side, time, conditions, random.fork(), framed, new End(side)));
    }
    conditions.onChange(() -> towards.values().forEach(Pipe::pump));
  }

  /** Where a pipe ends. */
  private final class End implements Pipe.Receiver {
    private final Side side;

    End(Side side) {
      this.side = side;
    }

    @Override
    public void arrived(Message message, Runnable taken) {
      hosts.get(side).depositMessage(tampering.received(side, message), taken);
    }

    @Override
    public void ended(String reason) {
      hosts.get(side).depositChannelClosed(reason);
    }

    @Override
    public void drained() {
      hosts.get(side.other()).wake();
    }
  }

  void send(Side from, Message message) {
    if (!broken && towards.get(from).isOpen()) {
      towards.get(from.other()).push(message);
    }
  }

  boolean writable(Side from) {
    return towards.get(from.other()).hasRoom();
  }

  void read(Side at, boolean enabled) {
    towards.get(at).read(enabled);
  }

  /** One end closes in order: the other gets everything that was sent, then the end. */
  void close(Side at) {
    if (towards.get(at).isOpen()) {
      towards.get(at).shut();
      if (!broken) {
        towards.get(at.other()).pushEnd("closed by the " + at);
      }
    }
  }

  /**
   * A host's end is gone.
   *
   * @param told whether its system still says so to the other side, as after a killed process, and
   *     not after a power cut
   */
  void lose(Side side, boolean told) {
    if (told) {
      close(side);
    } else {
      towards.get(side).shut();
      broken = true;
    }
  }

  /**
   * The connection breaks: what is under way is lost; each end is told some time, or not at all.
   */
  void cut() {
    broken = true;
    for (Side side : Side.values()) {
      towards.get(side).clear();
      if (random.chance(70)) {
        long delay = random.between(10 * MICROSECOND, 50 * MILLISECOND);
        time.after(delay, () -> towards.get(side).end("connection reset"));
      }
    }
  }
}
