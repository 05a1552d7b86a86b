package vmft.output;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import vmft.log.Invariants;
import vmft.log.LogPosition;
import vmft.replay.Output;

/**
 * Holds the outputs of one replica until they may leave, in the order in which the guest made them.
 *
 * <p>The primary {@linkplain #hold holds} each output with the position of its log entry, and
 * {@linkplain #release releases} it once that entry is {@linkplain #acknowledged acknowledged}. The
 * backup makes the same outputs during replay and holds them too; it {@linkplain #forgetReleased
 * forgets} those that the primary says have left. What it still holds when it goes live is not
 * known to have left, so it releases it again: at least once, never lost, in order (R3.4).
 */
public final class OutputRule {
  private record Held(Output output, LogPosition entry) {}

  private final Deque<Held> held = new ArrayDeque<>();
  private long heldBytes;

  /** Entries before this position are held by the backup; grows. */
  private LogPosition acknowledged = LogPosition.START;

  /** Outputs with entries before this position have left; grows, and never passes acknowledged. */
  private LogPosition releasedThrough = LogPosition.START;

  private boolean unprotected;

  /**
   * @param entry position of the output's log entry; higher than that of every output before
   */
  public void hold(Output output, LogPosition entry) {
    Invariants.check(
        held.isEmpty() || held.peekLast().entry().compareTo(entry) < 0,
        "outputs in log order: entry=%s after=%s",
        entry,
        held.peekLast());
    held.addLast(new Held(output, entry));
    heldBytes += output.data().length;
  }

  /** The backup holds every entry before {@code position}; smaller positions are stale. */
  public void acknowledged(LogPosition position) {
    if (position.compareTo(acknowledged) > 0) {
      acknowledged = position;
    }
  }

  /** No backup is to be waited for: this side has won test-and-set, or runs alone by choice. */
  public void stopWaiting() {
    unprotected = true;
  }

  /** Hands every output that may leave to {@code world}, oldest first. */
  public void release(Consumer<Output> world) {
    while (!held.isEmpty() && mayLeave(held.peekFirst())) {
      Held next = held.removeFirst();
      heldBytes -= next.output().data().length;
      releasedThrough = next.entry().plus(1);
      Invariants.check(
          unprotected || acknowledged.isAtLeast(releasedThrough),
          "released <= acknowledged: released=%s acknowledged=%s",
          releasedThrough,
          acknowledged);
      world.accept(next.output());
    }
  }

  private boolean mayLeave(Held output) {
    return unprotected || output.entry().compareTo(acknowledged) < 0;
  }

  /**
   * The other side has released every output with an entry before {@code position}.
   *
   * @return those of them that were held here, oldest first
   */
  public List<Output> forgetReleased(LogPosition position) {
    List<Output> forgotten = new ArrayList<>();
    while (!held.isEmpty() && held.peekFirst().entry().compareTo(position) < 0) {
      Output output = held.removeFirst().output();
      heldBytes -= output.data().length;
      forgotten.add(output);
    }
    if (position.compareTo(releasedThrough) > 0) {
      releasedThrough = position;
    }
    return forgotten;
  }

  /** Outputs with entries before this position are known to have left. */
  public LogPosition releasedThrough() {
    return releasedThrough;
  }

  public int heldCount() {
    return held.size();
  }

  /** Bytes of all held outputs, without overhead. */
  public long heldBytes() {
    return heldBytes;
  }
}
