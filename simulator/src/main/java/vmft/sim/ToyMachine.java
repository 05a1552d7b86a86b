package vmft.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import vmft.engine.Answers;
import vmft.engine.StopReason;
import vmft.log.LogEntry;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.OutputKind;
import vmft.log.StateDigest;
import vmft.replay.GuestClock;
import vmft.replay.Output;
import vmft.replay.ReplayableMachine;

/**
 * A machine with devices and a hart, none of them real, that obeys the same rules as the real one:
 * it stops at starts of blocks only, counts every instruction, and is a pure function of its
 * events. Frames leave at the end of the block that sent them, and bear that count; console bytes
 * bear the count of the block's start.
 */
final class ToyMachine implements ReplayableMachine, ToyBoard {
  private static final int RECEIVE_RING = 4;
  private static final int CONSOLE_RING = 8;

  private final ToyGuest guest;
  private final ToyAnswers answers;
  private final Queue<byte[]> frames = new ArrayDeque<>();
  private final Queue<Integer> console = new ArrayDeque<>();
  private final List<byte[]> sending = new ArrayList<>();
  private List<Output> outputs = new ArrayList<>();
  private byte[] randomBytes;
  private int randomBytesWanted;
  private long timerDeadline = -1;
  private boolean timerPending;
  private boolean waiting;
  private boolean poweredOff;
  private boolean stopRequested;
  private String stopDetail = "";
  private long count;
  private long blockEnd;
  private long budgetEnd = Long.MAX_VALUE;
  private long eventsTaken;
  private long outputBytes;
  private ToyAnswers.Missing missing;

  ToyMachine(ToyGuest guest, ToyAnswers answers) {
    this.guest = guest;
    this.answers = answers;
  }

  /** The next run ends after about so many instructions, as if somebody had asked it to stop. */
  void stopAfter(long instructions) {
    budgetEnd = count + instructions;
  }

  // ---- running ---------------------------------------------------------------------------------

  @Override
  public StopReason run(long limit) {
    while (true) {
      if (stopRequested || count >= budgetEnd) {
        stopRequested = false;
        return StopReason.REQUESTED;
      }
      if (waiting()) {
        return StopReason.WAIT_FOR_INTERRUPT;
      }
      if (count >= limit) {
        return StopReason.LIMIT;
      }
      if (!runBlock()) {
        return StopReason.DIVERGED;
      }
      if (poweredOff || !sending.isEmpty() || answers.needDraining()) {
        sendFrames();
        return StopReason.ATTENTION;
      }
    }
  }

  /**
   * @return false if the log does not hold what the guest asked for
   */
  private boolean runBlock() {
    waiting = false;
    blockEnd = count + guest.blockLength();
    missing = null;
    dispatch();
    if (missing != null) {
      stopDetail = missing.getMessage();
      return false;
    }
    count = blockEnd;
    return true;
  }

  private void dispatch() {
    if (timerPending) {
      timerPending = false;
      guest.onTimer(this);
    } else if (!frames.isEmpty()) {
      guest.onFrame(this, frames.remove());
    } else if (!console.isEmpty()) {
      guest.onConsoleByte(this, console.remove());
    } else if (randomBytes != null) {
      byte[] bytes = randomBytes;
      randomBytes = null;
      guest.onRandomBytes(bytes);
    } else {
      guest.onWork(this);
    }
  }

  private boolean interruptPending() {
    return timerPending || !frames.isEmpty() || !console.isEmpty() || randomBytes != null;
  }

  private void sendFrames() {
    for (byte[] frame : sending) {
      outputs.add(new Output(count, OutputKind.FRAME, frame));
    }
    sending.clear();
  }

  // ---- what the guest does
  // -----------------------------------------------------------------------

  @Override
  public long readClock() {
    return answer(Answers.Kind.CLOCK, blockEnd - 1);
  }

  @Override
  public long readClockRegister() {
    return answer(Answers.Kind.CLOCK, count);
  }

  @Override
  public int readSeed() {
    return (int) answer(Answers.Kind.SEED, blockEnd - 1);
  }

  private long answer(Answers.Kind kind, long at) {
    try {
      return missing == null ? answers.answer(kind, at) : 0;
    } catch (ToyAnswers.Missing e) {
      missing = e;
      return 0;
    }
  }

  @Override
  public void setTimer(long ticks) {
    timerDeadline = ticks;
  }

  @Override
  public void wantRandomBytes(int wanted) {
    if (randomBytesWanted == 0 && randomBytes == null) {
      randomBytesWanted = wanted;
    }
  }

  @Override
  public void send(byte[] frame) {
    sending.add(frame);
  }

  @Override
  public void print(byte[] text) {
    outputs.add(new Output(count, OutputKind.CONSOLE, text));
  }

  @Override
  public void powerOff() {
    poweredOff = true;
  }

  @Override
  public void waitForInterrupt() {
    waiting = true;
  }

  // ---- events
  // --------------------------------------------------------------------------------------

  @Override
  public void apply(LogEntry.Event event) {
    require(event.count() == count, "an event at count " + count);
    require(!poweredOff, "a machine that is on");
    eventsTaken++;
    if (event instanceof LogEntry.TimerExpired) {
      require(timerDeadline >= 0, "a timer that is set");
      timerDeadline = -1;
      timerPending = true;
    } else if (event instanceof LogEntry.FrameReceived received) {
      require(acceptsFrame(), "room for a frame");
      frames.add(received.frame());
    } else if (event instanceof LogEntry.ConsoleInput input) {
      require(acceptsConsoleInput(), "room for a console byte");
      console.add(input.value());
    } else if (event instanceof LogEntry.RandomBytes random) {
      require(random.bytes().length == randomBytesWanted, "random bytes as many as asked for");
      randomBytesWanted = 0;
      randomBytes = random.bytes();
    } else if (event instanceof LogEntry.Control control) {
      require(control.command() == Command.POWER_OFF, "a command that a toy obeys");
      poweredOff = true;
    }
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalStateException("expected " + expected);
    }
  }

  // ---- what others see
  // -------------------------------------------------------------------------------

  @Override
  public void powerOn(long epochNanos) {}

  @Override
  public long count() {
    return count;
  }

  /** Events applied so far: with the count, it names one point of the guest's history. */
  long eventsTaken() {
    return eventsTaken;
  }

  /** Bytes of all outputs taken so far. */
  long outputBytes() {
    return outputBytes;
  }

  @Override
  public void requestStop() {
    stopRequested = true;
  }

  @Override
  public boolean waiting() {
    return waiting && !interruptPending();
  }

  @Override
  public List<Output> takeOutputs() {
    if (outputs.isEmpty()) {
      return List.of();
    }
    List<Output> taken = outputs;
    outputs = new ArrayList<>();
    taken.forEach(output -> outputBytes += output.data().length);
    return taken;
  }

  @Override
  public boolean poweredOff() {
    return poweredOff;
  }

  @Override
  public long timerDeadline() {
    return timerDeadline;
  }

  @Override
  public int randomBytesWanted() {
    return randomBytesWanted;
  }

  @Override
  public boolean acceptsFrame() {
    return frames.size() < RECEIVE_RING;
  }

  @Override
  public boolean acceptsConsoleInput() {
    return console.size() < CONSOLE_RING;
  }

  @Override
  public void answerLive(long ticksAtOrigin, long originNanos) {
    answers.live(new GuestClock(ticksAtOrigin, originNanos));
  }

  @Override
  public void answerFromLog() {
    answers.fromLog();
  }

  @Override
  public void drainAnswers(Answers consumer) {
    answers.drain(consumer);
  }

  @Override
  public boolean offerAnswer(Answers.Kind kind, long at, long value) {
    return answers.offer(kind, at, value);
  }

  @Override
  public int answersQueued() {
    return answers.queued();
  }

  @Override
  public String stopDetail() {
    return stopDetail;
  }

  @Override
  public StateDigest digest(boolean full) {
    return new StateDigest(guest.stateHash(), deviceHash());
  }

  private long deviceHash() {
    long hash = count;
    hash = hash * 31 + timerDeadline;
    hash = hash * 31 + randomBytesWanted;
    hash = hash * 31 + frames.size();
    hash = hash * 31 + console.size();
    return hash * 8 + (timerPending ? 4 : 0) + (waiting ? 2 : 0) + (poweredOff ? 1 : 0);
  }
}
