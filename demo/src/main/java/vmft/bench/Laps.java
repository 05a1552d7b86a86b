package vmft.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** The laps of one subject, one for each repetition. */
final class Laps {
  private final Subject subject;
  private final List<Lap> laps = new ArrayList<>();

  Laps(Subject subject) {
    this.subject = subject;
  }

  void add(Workload work) throws InterruptedException {
    laps.add(subject.run(work));
  }

  String name() {
    return subject.name();
  }

  /** Million instructions a second. */
  Summary mips(long instructions, ToLongFunction<Lap> time) {
    return Summary.of(
        laps.stream().mapToDouble(lap -> instructions * 1e3 / time.applyAsLong(lap)).toArray());
  }

  /**
   * Speed relative to another subject, repetition by repetition: what troubles both cancels out.
   */
  Summary relativeTo(Laps reference, ToLongFunction<Lap> time) {
    return Summary.of(
        IntStream.range(0, laps.size())
            .mapToDouble(
                i ->
                    (double) time.applyAsLong(reference.laps.get(i))
                        / time.applyAsLong(laps.get(i)))
            .toArray());
  }
}
