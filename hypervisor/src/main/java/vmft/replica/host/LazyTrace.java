package vmft.replica.host;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import vmft.channel.Pairing;
import vmft.log.LogEntry;

/** The trace of a backup, which knows what it traces only when the first entry arrives. */
final class LazyTrace implements Consumer<LogEntry> {
  private final Function<Pairing, Consumer<LogEntry>> begin;
  private Supplier<Pairing> pairing;
  private Consumer<LogEntry> trace;

  LazyTrace(Function<Pairing, Consumer<LogEntry>> begin) {
    this.begin = begin;
  }

  void describedBy(Supplier<Pairing> source) {
    pairing = source;
  }

  @Override
  public void accept(LogEntry entry) {
    if (trace == null) {
      trace = begin.apply(pairing.get());
    }
    trace.accept(entry);
  }
}
