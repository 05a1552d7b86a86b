package vmft.event;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vmft.replica.Milestone;

/** Tells a replica's milestones as events; their monotonic time becomes wall-clock time. */
public final class MilestoneEvents implements Consumer<Milestone> {
  private final EventSink sink;

  /** Taken once, so that milestones of one moment bear one time. */
  private final long wallMinusMonotonicMicros =
      Event.nowMicros() - TimeUnit.NANOSECONDS.toMicros(System.nanoTime());

  public MilestoneEvents(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(Milestone milestone) {
    sink.accept(
        new Event(
            wallMinusMonotonicMicros + TimeUnit.NANOSECONDS.toMicros(milestone.nanos()),
            milestone.kind().name(),
            milestone.detail(),
            0,
            null,
            0,
            0));
  }
}
