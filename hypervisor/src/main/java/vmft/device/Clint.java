package vmft.device;

import java.util.Objects;

/**
 * The core-local interruptor of hart 0: software interrupt, timer, and the time itself.
 *
 * <p>The timer does not look at the clock. Whoever runs the machine compares {@link #deadline} with
 * the guest's time, and the expiry comes as an event at a recorded count; the interrupt then stays
 * pending until {@code mtimecmp} is written. {@code mtime} is read-only: it is the same clock as
 * {@code rdtime}.
 */
public final class Clint implements Device {
  /** Bytes of the window. */
  public static final int SIZE = 0x1_0000;

  private static final int MSIP = 0x0000;
  private static final int MTIMECMP = 0x4000;
  private static final int MTIME = 0xbff8;
  private static final long NEVER = -1;

  private final GuestClock clock;
  private final int timerLine;
  private boolean softwareInterrupt;
  private long mtimecmp = NEVER;
  private boolean expired;
  private boolean deadlineMoved;

  // A 64-bit load of mtime comes as two 32-bit loads. The high half that belongs to the low half
  // just read is kept for the very next access, so that the two make one time and one entry.
  private boolean highHeld;
  private long heldHigh;

  public Clint(GuestClock clock) {
    this(clock, HartLine.MACHINE_TIMER);
  }

  /**
   * @param timerLine the {@link HartLine} that the timer raises: the supervisor's, where there is
   *     no software in machine mode to pass the interrupt on
   */
  public Clint(GuestClock clock, int timerLine) {
    this.clock = Objects.requireNonNull(clock, "clock");
    this.timerLine = timerLine;
  }

  /** Guest time at which the timer expires, in ticks of 100 ns; -1 for never or already so. */
  public long deadline() {
    return expired || mtimecmp < 0 ? NEVER : mtimecmp;
  }

  /**
   * The timer has reached its deadline.
   *
   * @throws IllegalStateException if it has none
   */
  public void expire() {
    if (deadline() == NEVER) {
      throw new IllegalStateException("timer: expected a deadline to expire, found none set");
    }
    expired = true;
  }

  /** Levels of the hart's interrupt lines that are driven from here, as {@link HartLine} bits. */
  public int lines() {
    return (softwareInterrupt ? HartLine.MACHINE_SOFTWARE : 0) | (expired ? timerLine : 0);
  }

  @Override
  public long read(int offset, int size) {
    boolean mayUseHeld = highHeld;
    highHeld = false;
    if (size != 4) {
      return 0;
    }
    return switch (offset) {
      case MSIP -> softwareInterrupt ? 1 : 0;
      case MTIMECMP -> Halves.low(mtimecmp);
      case MTIMECMP + 4 -> Halves.high(mtimecmp);
      case MTIME -> readLowAndHoldHigh();
      case MTIME + 4 -> mayUseHeld ? heldHigh : Halves.high(clock.ticks());
      default -> 0;
    };
  }

  private long readLowAndHoldHigh() {
    long ticks = clock.ticks();
    heldHigh = Halves.high(ticks);
    highHeld = true;
    return Halves.low(ticks);
  }

  @Override
  public void write(int offset, int size, long value) {
    highHeld = false;
    if (size != 4) {
      return;
    }
    switch (offset) {
      case MSIP -> softwareInterrupt = (value & 1) != 0;
      case MTIMECMP -> compareWith(Halves.withLow(mtimecmp, value));
      case MTIMECMP + 4 -> compareWith(Halves.withHigh(mtimecmp, value));
      default -> {}
    }
  }

  private void compareWith(long ticks) {
    mtimecmp = ticks;
    expired = false;
    deadlineMoved = true;
  }

  /** Sets {@code mtimecmp} at once, as firmware does; ticks of 100 ns, negative for never. */
  public void setDeadline(long ticks) {
    compareWith(ticks);
  }

  /** The hart stops at a new deadline, so that whoever watches the time learns of it. */
  @Override
  public boolean needsService() {
    return deadlineMoved;
  }

  @Override
  public void service() {
    deadlineMoved = false;
  }

  @Override
  public void reset() {
    softwareInterrupt = false;
    compareWith(NEVER);
    deadlineMoved = false;
    highHeld = false;
    heldHigh = 0;
  }

  @Override
  public void save(StateWriter out) {
    out.putBoolean(softwareInterrupt).putLong(mtimecmp).putBoolean(expired);
    out.putBoolean(highHeld).putLong(highHeld ? heldHigh : 0);
  }

  @Override
  public void restore(StateReader in) {
    softwareInterrupt = in.getBoolean();
    mtimecmp = in.getLong();
    expired = in.getBoolean();
    highHeld = in.getBoolean();
    heldHigh = in.getLong();
  }
}
