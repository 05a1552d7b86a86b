package vmft.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for one order of the operations on a key that explains every answer and respects real time:
 * the search of Wing and Gong, with the memory of states already seen and the laziness ("just in
 * time") of Lowe, "Testing for linearizability", 2017.
 *
 * <p>It walks along the timeline. An operation is given its place in the order only when its end is
 * reached, before which others that are under way may take theirs. A configuration met before is
 * not searched again.
 */
final class LinearizationSearch {
  private final KeyTimeline timeline;
  private final int limit;
  private final Set<Configuration> seen = new HashSet<>();
  private final Deque<Configuration> open = new ArrayDeque<>();

  /** For each event that is an end, the operations then under way. */
  private final List<List<Integer>> underWay;

  private int deepest;

  /** What came of the search. */
  enum Outcome {
    FOUND,
    IMPOSSIBLE,
    /** The limit was reached first. */
    GAVE_UP
  }

  /**
   * A place on the way.
   *
   * @param position of the next event
   * @param placed operations that have their place in the order but have not ended
   */
  private record Configuration(int position, KeyState state, Set<Integer> placed) {
    Configuration {
      placed = Set.copyOf(placed);
    }
  }

  /**
   * @param limit configurations to look at, besides one for each event, before giving up; each
   *     takes some 200 bytes
   */
  LinearizationSearch(KeyTimeline timeline, int limit) {
    this.timeline = timeline;
    this.limit = limit;
    this.underWay = underWayAtEnds(timeline);
  }

  private static List<List<Integer>> underWayAtEnds(KeyTimeline timeline) {
    List<List<Integer>> result = new ArrayList<>();
    TreeSet<Integer> current = new TreeSet<>();
    for (int position = 0; position < timeline.length(); position++) {
      KeyTimeline.Event event = timeline.event(position);
      result.add(event.end() ? List.copyOf(current) : List.of());
      if (event.end()) {
        current.remove(event.operation());
      } else {
        current.add(event.operation());
      }
    }
    return result;
  }

  Outcome run(KeyState initial) {
    open.push(new Configuration(0, initial, Set.of()));
    while (!open.isEmpty()) {
      Configuration next = skipSettled(open.pop());
      deepest = Math.max(deepest, next.position);
      if (next.position == timeline.length()) {
        return Outcome.FOUND;
      }
      if (seen.add(next)) {
        branch(next);
      }
      if (seen.size() - timeline.length() > limit) {
        return Outcome.GAVE_UP;
      }
    }
    return Outcome.IMPOSSIBLE;
  }

  /** The first event that no order got past; after {@link Outcome#IMPOSSIBLE}. */
  KeyTimeline.Event obstacle() {
    return timeline.event(deepest);
  }

  /** Moves on to the first end of an operation that has no place yet. */
  private Configuration skipSettled(Configuration from) {
    int position = from.position;
    Set<Integer> placed = new HashSet<>(from.placed);
    while (position < timeline.length()) {
      KeyTimeline.Event event = timeline.event(position);
      if (event.end() && !placed.remove(event.operation())) {
        break;
      }
      position++;
    }
    return new Configuration(position, from.state, placed);
  }

  /**
   * Gives a place to one of the operations under way; the one that must have it now comes first.
   */
  private void branch(Configuration from) {
    int due = timeline.event(from.position).operation();
    for (int candidate : underWay.get(from.position)) {
      if (candidate != due) {
        place(candidate, from);
      }
    }
    place(due, from);
  }

  private void place(int candidate, Configuration from) {
    if (from.placed.contains(candidate)) {
      return;
    }
    KeyModel.after(from.state, timeline.operation(candidate))
        .ifPresent(
            state -> {
              Set<Integer> placed = new HashSet<>(from.placed);
              placed.add(candidate);
              open.push(new Configuration(from.position, state, placed));
            });
  }
}
