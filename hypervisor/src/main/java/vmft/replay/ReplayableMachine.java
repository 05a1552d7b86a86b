package vmft.replay;

import java.util.List;
import vmft.engine.Answers;
import vmft.engine.StopReason;
import vmft.log.LogEntry;
import vmft.log.StateDigest;

/**
 * A machine that is a pure function of its initial state and its events. It contains no clock, no
 * random source, no thread, no socket and no file; everything from outside is an event that takes
 * effect at a count, everything to outside is an {@link Output} that bears one.
 *
 * <p>{@code vmft.machine.Machine} is the real one; the simulator drives a toy through the same
 * loop. Confined to one thread, except {@link #requestStop}.
 */
public interface ReplayableMachine {

  /**
   * Switches the machine on; once, before the first run.
   *
   * @param epochNanos wall clock at guest time 0, in nanoseconds since 1970 UTC; the primary's, on
   *     both sides
   */
  void powerOn(long epochNanos);

  /** Instructions retired since the machine started. */
  long count();

  /**
   * Runs until a block starts at {@code limit} or later, or for another reason. Device work that
   * the guest asked for is done, and its outputs are ready, when this returns.
   */
  StopReason run(long limit);

  /** Asks {@link #run} to return soon; from any thread. */
  void requestStop();

  /**
   * Lets an event take effect now. {@link LogEntry#count()} equals {@link #count()}.
   *
   * @throws IllegalStateException if the machine is in no state to take it, as when random bytes
   *     arrive that nobody asked for; in replay that is a divergence
   */
  void apply(LogEntry.Event event);

  /** Whether the hart waits for an interrupt and none is pending: running it would do nothing. */
  boolean waiting();

  /**
   * The outputs made since the last call, oldest first, each with the count at which it was made.
   */
  List<Output> takeOutputs();

  /** Whether the guest or an operator has switched the machine off, or the guest is dead. */
  boolean poweredOff();

  /** Guest time at which the timer shall expire, in ticks of 100 ns; -1 for never or already so. */
  long timerDeadline();

  /** Bytes that the oldest request of virtio-rng waits for; 0 for none. */
  int randomBytesWanted();

  /** Whether a frame that arrived now would find a receive buffer. */
  boolean acceptsFrame();

  /** Whether a console byte that arrived now would find room. */
  boolean acceptsConsoleInput();

  /** See {@link vmft.engine.CpuEngine#answerLive}. */
  void answerLive(long ticksAtOrigin, long originNanos);

  /** See {@link vmft.engine.CpuEngine#answerFromLog}. */
  void answerFromLog();

  /** See {@link vmft.engine.CpuEngine#drainAnswers}. */
  void drainAnswers(Answers consumer);

  /**
   * See {@link vmft.engine.CpuEngine#offerAnswer}. There is room for more answers than any one
   * block asks for, so that whoever offers can always go on once a block is done.
   */
  boolean offerAnswer(Answers.Kind kind, long count, long value);

  /** Answers offered and not yet consumed. */
  int answersQueued();

  /** What {@link StopReason#DEAD} or {@link StopReason#DIVERGED} has to tell; one line. */
  String stopDetail();

  /**
   * Digest of the state: registers and devices, and RAM where {@code full}. Two machines with the
   * same digest go on the same way.
   */
  StateDigest digest(boolean full);
}
