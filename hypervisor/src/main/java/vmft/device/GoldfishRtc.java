package vmft.device;

import java.util.Objects;

/**
 * The goldfish real-time clock: nanoseconds since 1970 UTC, from the recorded guest time. Reading
 * the low half fixes the high half. The guest may set it.
 *
 * <p>The alarm's registers keep what is written to them, but the alarm never rings: no guest of
 * this machine sleeps in a state in which only the alarm could wake it.
 */
public final class GoldfishRtc implements Device {
  /** Bytes of the window. */
  public static final int SIZE = 0x1000;

  private static final int TIME_LOW = 0x00;
  private static final int TIME_HIGH = 0x04;
  private static final int ALARM_LOW = 0x08;
  private static final int ALARM_HIGH = 0x0c;
  private static final int IRQ_ENABLED = 0x10;
  private static final int CLEAR_ALARM = 0x14;
  private static final int ALARM_STATUS = 0x18;
  private static final long NANOS_PER_TICK = 100;

  private final GuestClock clock;
  private long powerOnEpochNanos;
  private long epochNanos;
  private long latchedHigh;
  private long alarm;
  private boolean alarmSet;
  private boolean interruptEnabled;

  public GoldfishRtc(GuestClock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Sets the clock at power-on.
   *
   * @param epochNanosAtStart wall clock at guest time 0, in nanoseconds since 1970 UTC
   */
  public void powerOn(long epochNanosAtStart) {
    powerOnEpochNanos = epochNanosAtStart;
    epochNanos = epochNanosAtStart;
  }

  @Override
  public long read(int offset, int size) {
    if (size != 4) {
      return 0;
    }
    return switch (offset) {
      case TIME_LOW -> readLowAndLatchHigh();
      case TIME_HIGH -> latchedHigh;
      case ALARM_LOW -> Halves.low(alarm);
      case ALARM_HIGH -> Halves.high(alarm);
      case IRQ_ENABLED -> interruptEnabled ? 1 : 0;
      case ALARM_STATUS -> alarmSet ? 1 : 0;
      default -> 0;
    };
  }

  private long readLowAndLatchHigh() {
    long now = now();
    latchedHigh = Halves.high(now);
    return Halves.low(now);
  }

  private long now() {
    return epochNanos + clock.ticks() * NANOS_PER_TICK;
  }

  @Override
  public void write(int offset, int size, long value) {
    if (size != 4) {
      return;
    }
    switch (offset) {
      case TIME_LOW -> set(Halves::withLow, value);
      case TIME_HIGH -> set(Halves::withHigh, value);
      case ALARM_LOW -> {
        alarm = Halves.withLow(alarm, value);
        alarmSet = true;
      }
      case ALARM_HIGH -> alarm = Halves.withHigh(alarm, value);
      case IRQ_ENABLED -> interruptEnabled = (value & 1) != 0;
      case CLEAR_ALARM -> alarmSet = false;
      default -> {}
    }
  }

  private interface Half {
    long replaceIn(long whole, long half);
  }

  private void set(Half half, long value) {
    long now = now();
    epochNanos += half.replaceIn(now, value) - now;
  }

  /** The time itself goes on: a real clock has a battery. What the guest set is forgotten. */
  @Override
  public void reset() {
    epochNanos = powerOnEpochNanos;
    latchedHigh = 0;
    alarm = 0;
    alarmSet = false;
    interruptEnabled = false;
  }

  @Override
  public void save(StateWriter out) {
    out.putLong(powerOnEpochNanos).putLong(epochNanos).putLong(latchedHigh);
    out.putLong(alarm).putBoolean(alarmSet).putBoolean(interruptEnabled);
  }

  @Override
  public void restore(StateReader in) {
    powerOnEpochNanos = in.getLong();
    epochNanos = in.getLong();
    latchedHigh = in.getLong();
    alarm = in.getLong();
    alarmSet = in.getBoolean();
    interruptEnabled = in.getBoolean();
  }
}
