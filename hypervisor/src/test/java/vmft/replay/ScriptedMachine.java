package vmft.replay;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import vmft.engine.Answers;
import vmft.engine.StopReason;
import vmft.log.LogEntry;
import vmft.log.LogEntry.OutputKind;
import vmft.log.StateDigest;

/**
 * A machine whose guest is a list of blocks, for tests that must know every count. After the last
 * block it goes on in plain blocks of {@link #PLAIN} instructions for ever.
 */
public final class ScriptedMachine implements ReplayableMachine {
  public static final int PLAIN = 10;

  /** What a block does at its start. */
  @FunctionalInterface
  public interface Deed {
    void on(ScriptedMachine machine);
  }

  private record Block(int instructions, Deed deed) {}

  private record Answer(Answers.Kind kind, long count, long value) {}

  private final Deque<Block> script = new ArrayDeque<>();
  private final List<LogEntry.Event> applied = new ArrayList<>();
  private final List<Long> blockStarts = new ArrayList<>();
  private final List<Long> answers = new ArrayList<>();
  private final Deque<Answer> queue = new ArrayDeque<>();
  private final int queueCapacity;
  private List<Output> outputs = new ArrayList<>();
  private long count;
  private long budget = Long.MAX_VALUE;
  private long liveTicks = -1;
  private boolean waiting;
  private boolean off;
  private String stopDetail = "";

  public ScriptedMachine() {
    this(Integer.MAX_VALUE);
  }

  public ScriptedMachine(int queueCapacity) {
    this.queueCapacity = queueCapacity;
  }

  // ---- the script
  // --------------------------------------------------------------------------------

  public ScriptedMachine block(int instructions, Deed deed) {
    script.addLast(new Block(instructions, deed));
    return this;
  }

  public ScriptedMachine plain(int instructions) {
    return block(instructions, machine -> {});
  }

  public ScriptedMachine prints(int instructions, String text) {
    return block(instructions, machine -> machine.print(text));
  }

  public ScriptedMachine readsClock(int instructions) {
    return block(instructions, ScriptedMachine::readClock);
  }

  public ScriptedMachine waits(int instructions) {
    return block(instructions, machine -> machine.waiting = true);
  }

  public ScriptedMachine powersOff(int instructions) {
    return block(instructions, machine -> machine.off = true);
  }

  public void print(String text) {
    outputs.add(new Output(count, OutputKind.CONSOLE, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of a device register: bears the count of the block's start. */
  public void readClock() {
    if (liveTicks >= 0) {
      queue.addLast(new Answer(Answers.Kind.CLOCK, count, liveTicks));
      answers.add(liveTicks++);
      return;
    }
    Answer answer = queue.pollFirst();
    if (answer == null || answer.count() != count) {
      stopDetail = "clock read at " + count + ", log has " + answer;
    } else {
      answers.add(answer.value());
    }
  }

  // ---- what tests look at
  // --------------------------------------------------------------------------

  public List<LogEntry.Event> applied() {
    return applied;
  }

  /** Counts at which it began blocks. */
  public List<Long> blockStarts() {
    return blockStarts;
  }

  /** What clock reads returned. */
  public List<Long> answers() {
    return answers;
  }

  /** The next run stops after so many instructions. */
  public void stopAfter(long instructions) {
    budget = instructions;
  }

  // ---- the machine
  // -----------------------------------------------------------------------------------

  @Override
  public StopReason run(long limit) {
    long until = budget > Long.MAX_VALUE - count ? Long.MAX_VALUE : count + budget;
    budget = Long.MAX_VALUE;
    while (!off && !waiting && count < limit && count < until) {
      Block block = script.isEmpty() ? new Block(PLAIN, machine -> {}) : script.removeFirst();
      blockStarts.add(count);
      block.deed().on(this);
      if (!stopDetail.isEmpty()) {
        return StopReason.DIVERGED;
      }
      count += block.instructions();
    }
    return off ? StopReason.ATTENTION : waiting ? StopReason.WAIT_FOR_INTERRUPT : StopReason.LIMIT;
  }

  @Override
  public void apply(LogEntry.Event event) {
    if (off || event.count() != count) {
      throw new IllegalStateException("expected a machine that is on, at count " + event.count());
    }
    applied.add(event);
    waiting = false;
    off = event instanceof LogEntry.Control;
  }

  @Override
  public void powerOn(long epochNanos) {}

  @Override
  public long count() {
    return count;
  }

  @Override
  public void requestStop() {
    budget = 0;
  }

  @Override
  public boolean waiting() {
    return waiting;
  }

  @Override
  public List<Output> takeOutputs() {
    List<Output> taken = outputs;
    outputs = new ArrayList<>();
    return taken;
  }

  @Override
  public boolean poweredOff() {
    return off;
  }

  @Override
  public long timerDeadline() {
    return -1;
  }

  @Override
  public int randomBytesWanted() {
    return 0;
  }

  @Override
  public boolean acceptsFrame() {
    return true;
  }

  @Override
  public boolean acceptsConsoleInput() {
    return true;
  }

  @Override
  public void answerLive(long ticksAtOrigin, long originNanos) {
    liveTicks = ticksAtOrigin;
  }

  @Override
  public void answerFromLog() {
    liveTicks = -1;
  }

  @Override
  public void drainAnswers(Answers consumer) {
    for (Answer answer = queue.poll(); answer != null; answer = queue.poll()) {
      consumer.answered(answer.kind(), answer.count(), answer.value());
    }
  }

  @Override
  public boolean offerAnswer(Answers.Kind kind, long at, long value) {
    return queue.size() < queueCapacity && queue.add(new Answer(kind, at, value));
  }

  @Override
  public int answersQueued() {
    return liveTicks >= 0 ? 0 : queue.size();
  }

  @Override
  public String stopDetail() {
    return stopDetail;
  }

  @Override
  public StateDigest digest(boolean full) {
    return new StateDigest(applied.hashCode(), answers.hashCode());
  }
}
