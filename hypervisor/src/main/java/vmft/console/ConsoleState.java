package vmft.console;

import java.util.Objects;

/**
 * How far a replica's machine is with what is typed at its console.
 *
 * @param phase whether input goes to this replica
 * @param taken bytes of input that the machine has taken since power-on
 * @param end the same and those that wait for it: the number that the next byte typed gets
 */
public record ConsoleState(Phase phase, long taken, long end) {

  /** What a replica is to its console. */
  public enum Phase {
    /** It follows another one, or is no longer needed. */
    WAITING,
    /** It takes input. */
    LIVE,
    /** The machine is switched off. */
    OFF
  }

  public ConsoleState {
    Objects.requireNonNull(phase, "phase");
    if (taken < 0 || end < taken) {
      throw new IllegalArgumentException("console state: taken=" + taken + " end=" + end);
    }
  }

  /** Of a replica that has just begun. */
  public static final ConsoleState START = new ConsoleState(Phase.WAITING, 0, 0);
}
