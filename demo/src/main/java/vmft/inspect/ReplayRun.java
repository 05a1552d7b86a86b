package vmft.inspect;

import java.util.OptionalLong;

/**
 * One of several replays of a recording.
 *
 * @param number counted from 1
 * @param shakeSeed of its stops and pauses; none for straight on
 * @param alone whether no other replay loaded the host meanwhile
 */
public record ReplayRun(int number, OptionalLong shakeSeed, boolean alone, ReplayResult result) {

  /** The pace at which it went. */
  public Pace pace() {
    return shakeSeed.isPresent() ? Pace.shaken(shakeSeed.getAsLong()) : Pace.STEADY;
  }
}
