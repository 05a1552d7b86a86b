package vmft.demo.soak;

import java.util.Locale;
import java.util.Optional;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.Part;
import vmft.event.Event;
import vmft.replica.ReplicaStatus;

/** Keeps the figures of a run: the worst, and those since the last line. Confined to one thread. */
final class SoakWatch {
  private final Pair pair;
  private final long startNanos = System.nanoTime();
  private long primaryPeakMib;
  private long backupPeakMib;
  private long worstLagNanos;
  private long worstLagOfAllNanos;
  private long lastBytes;
  private long lastNanos = startNanos;
  private ReplicaStatus primary;
  private ReplicaStatus backup;

  SoakWatch(Pair pair) {
    this.pair = pair;
  }

  /** To be called often: what is between two samples is not seen. */
  void sample() {
    primaryPeakMib = Math.max(primaryPeakMib, peakOf(pair.primary()));
    backupPeakMib = Math.max(backupPeakMib, peakOf(pair.backup()));
    primary = statusOf(pair.primary()).orElse(primary);
    backup = statusOf(pair.backup()).orElse(backup);
    if (primary != null) {
      worstLagNanos = Math.max(worstLagNanos, primary.lagNanos());
      worstLagOfAllNanos = Math.max(worstLagOfAllNanos, primary.lagNanos());
    }
  }

  private static long peakOf(Part part) {
    return ProcessMemory.of(part.pid()).map(ProcessMemory::peakMib).orElse(0L);
  }

  private static Optional<ReplicaStatus> statusOf(Part part) {
    return part.events().lastSample().map(Event::status);
  }

  /** One line for the time since the last one. */
  String line(int rounds) {
    long now = System.nanoTime();
    double rate = (logBytes() - lastBytes) * 1e9 / Math.max(1, now - lastNanos);
    String line =
        String.format(
            Locale.ROOT,
            "%5.1f min  %s | round %d | %,d M instructions | log %.0f KB/s | lag at most %d ms"
                + " | %d digests equal | resident %d and %d MiB",
            (now - startNanos) / 60e9,
            isProtected() ? "protected" : "NOT PROTECTED",
            rounds,
            count() / 1_000_000,
            rate / 1e3,
            worstLagNanos / 1_000_000,
            digests(),
            residentMib(pair.primary()),
            residentMib(pair.backup()));
    lastBytes = logBytes();
    lastNanos = now;
    worstLagNanos = 0;
    return line;
  }

  private static long residentMib(Part part) {
    return ProcessMemory.of(part.pid()).map(ProcessMemory::residentMib).orElse(0L);
  }

  private boolean isProtected() {
    return primary != null && primary.isProtected() && backup != null && backup.isProtected();
  }

  long count() {
    return primary == null ? 0 : primary.count();
  }

  long digests() {
    return backup == null ? 0 : backup.digestsCompared();
  }

  long logBytes() {
    return primary == null ? 0 : primary.logBytes();
  }

  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  double worstLagMillis() {
    return worstLagOfAllNanos / 1e6;
  }

  long primaryPeakMib() {
    return primaryPeakMib;
  }

  long backupPeakMib() {
    return backupPeakMib;
  }
}
