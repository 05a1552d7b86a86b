package vmft.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** A way to run a Linux guest, and what it took, one map of laps for each repetition. */
final class LinuxRow {
  private final LinuxSubject subject;
  private final List<Map<Phase, PhaseLap>> runs = new ArrayList<>();

  LinuxRow(LinuxSubject subject) {
    this.subject = subject;
  }

  String name() {
    return subject.name();
  }

  /** One run that does not count: files come into the page cache. */
  void warmUp() throws InterruptedException {
    var unused = subject.run();
  }

  void add() throws InterruptedException {
    runs.add(subject.run());
  }

  Summary of(Phase phase, ToDoubleFunction<PhaseLap> value) {
    return Summary.of(
        runs.stream().mapToDouble(run -> value.applyAsDouble(run.get(phase))).toArray());
  }

  Summary seconds(Phase phase, ToLongFunction<Lap> time) {
    return of(phase, lap -> time.applyAsLong(lap.lap()) / 1e9);
  }

  /** Time relative to another row's, repetition by repetition. */
  Summary timeOver(LinuxRow reference, Phase phase, ToLongFunction<Lap> time) {
    return Summary.of(
        IntStream.range(0, runs.size())
            .mapToDouble(i -> ratio(runs.get(i), reference.runs.get(i), phase, time))
            .toArray());
  }

  /** Speed relative to another row's, repetition by repetition. */
  Summary speedOver(LinuxRow reference, Phase phase, ToLongFunction<Lap> time) {
    return Summary.of(
        IntStream.range(0, runs.size())
            .mapToDouble(i -> ratio(reference.runs.get(i), runs.get(i), phase, time))
            .toArray());
  }

  private static double ratio(
      Map<Phase, PhaseLap> above,
      Map<Phase, PhaseLap> below,
      Phase phase,
      ToLongFunction<Lap> time) {
    return (double) time.applyAsLong(above.get(phase).lap())
        / time.applyAsLong(below.get(phase).lap());
  }
}
