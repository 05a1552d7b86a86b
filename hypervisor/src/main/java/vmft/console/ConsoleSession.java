package vmft.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vmft.console.ConsoleMessage.Answer;
import vmft.console.ConsoleMessage.Attach;
import vmft.console.ConsoleState.Phase;

/**
 * A person's session at a machine that may live at any of several replicas. Output is taken from
 * whoever has it, by its numbers, so each byte is shown once. Input goes to the replica that is
 * live. What was accepted is remembered: when another replica goes live, its state says how far the
 * input got that it knows of, and what lies behind that is typed again. So with one person typing
 * no byte is lost or taken twice; if several type at once while a primary dies, some of what they
 * typed in that moment may be.
 *
 * <p>Confined to one thread.
 */
public final class ConsoleSession {
  /** What may wait in the machine before more is sent to it. */
  private static final int WINDOW = 4096;

  /** Remembered input: more than a log channel keeps on its way. */
  private static final int MAX_REMEMBERED = 64 << 10;

  private final Map<Integer, ConsoleState> states = new HashMap<>();
  private final Deque<byte[]> typed = new ArrayDeque<>();
  private final Deque<ConsoleMessage.Type> remembered = new ArrayDeque<>();
  private int rememberedBytes;
  private long typedTotal;
  private Integer live;
  private boolean answerDue;
  private long shown = Attach.EVERYTHING;
  private long missed;

  /** With which a connection to a replica begins. */
  public Attach attach() {
    return new Attach(shown);
  }

  /**
   * Output from any replica.
   *
   * @return the part of it that has not been shown
   */
  public byte[] onOutput(long offset, byte[] bytes) {
    if (shown == Attach.EVERYTHING) {
      shown = offset;
    }
    if (offset > shown) {
      missed += offset - shown;
      shown = offset;
    }
    int known = (int) Math.min(bytes.length, shown - offset);
    shown += bytes.length - known;
    return Arrays.copyOfRange(bytes, known, bytes.length);
  }

  /** Bytes of output that no replica had kept for so long; those since the last call. */
  public long takeMissed() {
    long taken = missed;
    missed = 0;
    return taken;
  }

  /** Somebody types. */
  public void onTyped(byte[] bytes) {
    typedTotal += bytes.length;
    for (int from = 0; from < bytes.length; from += ConsoleMessage.MAX_TYPED) {
      int to = Math.min(bytes.length, from + ConsoleMessage.MAX_TYPED);
      typed.addLast(Arrays.copyOfRange(bytes, from, to));
    }
  }

  /**
   * A replica tells its state. One that goes live later than another takes its place: the other is
   * a primary that does not know yet that it was replaced.
   *
   * @return whether input goes to this replica from now on, and did not before
   */
  public boolean onState(int replica, ConsoleState state) {
    ConsoleState before = states.put(replica, state);
    boolean goesLive =
        state.phase() == Phase.LIVE && (before == null || before.phase() != Phase.LIVE);
    if (goesLive) {
      goOnAt(replica);
    } else if (live != null && live == replica && state.phase() != Phase.LIVE) {
      goOnAtAnother();
    }
    return goesLive;
  }

  /** The connection to a replica is lost. */
  public void onDetached(int replica) {
    states.remove(replica);
    if (live != null && live == replica) {
      goOnAtAnother();
    }
  }

  private void goOnAtAnother() {
    live = null;
    states.entrySet().stream()
        .filter(entry -> entry.getValue().phase() == Phase.LIVE)
        .findFirst()
        .ifPresent(entry -> goOnAt(entry.getKey()));
  }

  /** What was typed and lies behind the input that this replica knows of is typed again. */
  private void goOnAt(int replica) {
    live = replica;
    answerDue = false;
    long known = states.get(replica).end();
    List<ConsoleMessage.Type> before = List.copyOf(remembered);
    remembered.clear();
    rememberedBytes = 0;
    List<byte[]> again = new ArrayList<>();
    for (ConsoleMessage.Type chunk : before) {
      byte[] bytes = chunk.bytes();
      int done = (int) Math.max(0, Math.min(bytes.length, known - chunk.position()));
      if (done > 0) {
        remember(new ConsoleMessage.Type(chunk.position(), Arrays.copyOf(bytes, done)));
      }
      if (done < bytes.length) {
        again.add(Arrays.copyOfRange(bytes, done, bytes.length));
      }
    }
    for (int i = again.size() - 1; i >= 0; i--) {
      typed.addFirst(again.get(i));
    }
  }

  /** The answer to what was sent last. */
  public void onAnswer(int replica, Answer answer) {
    if (live == null || live != replica || !answerDue) {
      return;
    }
    states.put(replica, answer.state());
    answerDue = false;
    if (!answer.accepted()) {
      ConsoleMessage.Type refused = remembered.removeLast();
      rememberedBytes -= refused.bytes().length;
      typed.addFirst(refused.bytes());
    }
  }

  /**
   * How many of the bytes typed since the session began the machine has accepted, as far as is
   * known. It can fall when another replica goes live.
   */
  public long accepted() {
    long waiting = answerDue ? remembered.getLast().bytes().length : 0;
    for (byte[] chunk : typed) {
      waiting += chunk.length;
    }
    return typedTotal - waiting;
  }

  /** The replica that input goes to, if there is one. */
  public Optional<Integer> live() {
    return Optional.ofNullable(live);
  }

  /** What is to be sent to the {@linkplain #live live} replica now, if anything. */
  public Optional<ConsoleMessage.Type> nextTyped() {
    if (live == null || answerDue || typed.isEmpty()) {
      return Optional.empty();
    }
    ConsoleState state = states.get(live);
    if (state.end() - state.taken() >= WINDOW) {
      return Optional.empty();
    }
    ConsoleMessage.Type next = new ConsoleMessage.Type(state.end(), typed.removeFirst());
    remember(next);
    answerDue = true;
    return Optional.of(next);
  }

  private void remember(ConsoleMessage.Type chunk) {
    remembered.addLast(chunk);
    rememberedBytes += chunk.bytes().length;
    while (rememberedBytes > MAX_REMEMBERED) {
      rememberedBytes -= remembered.removeFirst().bytes().length;
    }
  }

  /** Whether a replica has said that the machine is switched off. */
  public boolean over() {
    return states.values().stream().anyMatch(state -> state.phase() == Phase.OFF);
  }

  /** Whether any replica is connected. */
  public boolean attached() {
    return !states.isEmpty();
  }
}
