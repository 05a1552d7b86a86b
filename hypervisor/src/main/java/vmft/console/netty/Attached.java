package vmft.console.netty;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import vmft.console.ConsoleHistory;
import vmft.console.ConsoleMessage;
import vmft.console.ConsoleState;
import vmft.console.Keyboard;

/** The consoles at one replica, and what there is for them. On the server's thread. */
final class Attached {
  /** More than people who watch one machine; a bound on memory. */
  private static final int MAX_CONSOLES = 64;

  private final ConsoleHistory history = new ConsoleHistory();
  private final Set<ConsoleServerHandler> consoles = new LinkedHashSet<>();
  private ConsoleState state = ConsoleState.START;
  private Keyboard keyboard;
  private boolean finishing;

  ConsoleHistory history() {
    return history;
  }

  ConsoleState state() {
    return state;
  }

  boolean finishing() {
    return finishing;
  }

  void connect(Keyboard replica) {
    keyboard = replica;
  }

  /**
   * @return whether there is room for one more
   */
  synchronized boolean add(ConsoleServerHandler console) {
    return consoles.size() < MAX_CONSOLES && consoles.add(console);
  }

  synchronized void remove(ConsoleServerHandler console) {
    consoles.remove(console);
    notifyAll();
  }

  private synchronized Set<ConsoleServerHandler> all() {
    return Set.copyOf(consoles);
  }

  /** Waits until no console is left, on any thread but the server's. */
  synchronized void awaitNone(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        if (consoles.isEmpty()) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void append(byte[] bytes) {
    history.append(bytes);
    all().forEach(ConsoleServerHandler::send);
  }

  void changed(ConsoleState replica) {
    state = replica;
    all().forEach(ConsoleServerHandler::send);
  }

  /** What is typed is refused until there is a replica. */
  void type(ConsoleServerHandler console, ConsoleMessage.Type typed) {
    if (keyboard == null) {
      console.answer(false, state);
      return;
    }
    keyboard.type(typed.position(), typed.bytes(), console::answerLater);
  }

  /** Each console goes once it has all. */
  void finish() {
    finishing = true;
    all().forEach(ConsoleServerHandler::send);
  }
}
