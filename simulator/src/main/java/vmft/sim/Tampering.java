package vmft.sim;

import vmft.channel.Message;
import vmft.replay.ReplayableMachine;
import vmft.replica.ReplicaPorts;
import vmft.tas.TestAndSet.Verdict;

/**
 * A place to plant bugs between the replicas and the world, to see whether the checkers catch them.
 * By default nothing is planted.
 */
public interface Tampering {
  Tampering NONE = new Tampering() {};

  /** What a replica can be made to believe, and its end. */
  interface Whisper {
    void message(Message message);

    void verdict(Verdict verdict);

    /** Kills its process, after what it has done so far and before whatever it does next. */
    void kill();
  }

  /** The ports that a replica gets. */
  default ReplicaPorts ports(Side side, ReplicaPorts sound, Whisper whisper) {
    return sound;
  }

  /** The machine that a replica gets. */
  default ReplayableMachine machine(Side side, ReplayableMachine sound) {
    return sound;
  }

  /** The message that {@code to} gets in the place of another. */
  default Message received(Side to, Message sound) {
    return sound;
  }

  /** Whether test-and-set tells a winner that asks again that it won (R6.4). */
  default boolean winnerIsToldAgain() {
    return true;
  }
}
