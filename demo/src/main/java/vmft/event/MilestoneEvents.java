package vmft.event;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vmft.replica.Milestone;

/** Tells a replica's milestones as events; their monotonic time becomes wall-clock time. */
public final class MilestoneEvents implements Consumer<Milestone> {
  private final EventSink sink;

  public MilestoneEvents(EventSink sink) {
    this.sink = sink;
  }

  @Override
  public void accept(Milestone milestone) {
    long agoMicros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - milestone.nanos());
    sink.accept(
        new Event(
            Event.nowMicros() - agoMicros,
            milestone.kind().name(),
            milestone.detail(),
            0,
            null,
            0,
            0));
  }
}
