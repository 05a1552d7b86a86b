package vmft.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a host does to the world, one after the other, each at its time. A crash between two of them
 * takes the rest with it; while the host is frozen they wait.
 */
final class Effects {
  private record Effect(long at, Runnable action) {}

  private final EventQueue time;
  private final Deque<Effect> pending = new ArrayDeque<>();

  Effects(EventQueue time) {
    this.time = time;
  }

  void at(long when, Runnable action) {
    if (pending.isEmpty() && when <= time.now()) {
      action.run();
      return;
    }
    pending.addLast(new Effect(when, action));
    time.at(when, this::pump);
  }

  private void pump() {
    while (!pending.isEmpty() && pending.peekFirst().at() <= time.now()) {
      pending.removeFirst().action().run();
    }
  }

  void postpone(long by) {
    List<Effect> old = List.copyOf(pending);
    pending.clear();
    old.forEach(effect -> at(effect.at() + by, effect.action()));
  }

  void drop() {
    pending.clear();
  }
}
