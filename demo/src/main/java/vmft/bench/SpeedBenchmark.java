package vmft.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import vmft.engine.unicorn.Hooks;

/** How fast a guest computes: on the bare engine, counted, recorded, protected, and under QEMU. */
final class SpeedBenchmark {
  private static final double GOAL_COUNTING = 0.85;
  private static final double GOAL_PROTECTED = 0.95;

  private final Workbench bench;
  private final Consumer<String> progress;
  private final Laps bare;
  private final Laps counting;
  private final Laps twins;
  private final Laps recording;
  private final Laps guarded;
  private final List<Laps> qemu = new ArrayList<>();

  SpeedBenchmark(Workbench bench, Consumer<String> progress) {
    this.bench = bench;
    this.progress = progress;
    EngineSubject counted = new EngineSubject("counting", Hooks.COUNTING, bench.images());
    bare = new Laps(new EngineSubject("bare engine, no hooks", Hooks.BARE, bench.images()));
    counting = new Laps(counted);
    twins = new Laps(new TwinSubject("counting, two guests at once", counted));
    recording = new Laps(new ProcessSubject("recording", "replica", bench, this::record));
    guarded = new Laps(new PairSubject("protected", bench));
    if (Qemu.isInstalled()) {
      qemu.add(new Laps(Qemu.plain(bench)));
      qemu.add(new Laps(Qemu.recording(bench)));
    }
  }

  private List<String> record(Workload work) {
    String trace = bench.scratch("recording.trace").toString();
    return bench.vmft("run", work.image(), "--trace", trace);
  }

  Section measure(Workload work, int repetitions) throws InterruptedException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    progress.accept(work.image() + ": counting its instructions");
    long instructions = InstructionTally.of(work, bench.images());
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      for (Laps subject : (Iterable<Laps>) subjects()::iterator) {
        progress.accept(
            "%s, %d of %d: %s".formatted(work.image(), repetition, repetitions, subject.name()));
        subject.add(work);
      }
    }
    return new Section(
        "Guest speed: %s, %d million instructions"
            .formatted(work.image(), instructions / 1_000_000),
        "what a guest that computes loses to exact counts, to recording and to protection",
        figures(instructions),
        notes(load));
  }

  private Stream<Laps> subjects() {
    return Stream.concat(Stream.of(bare, counting, twins, recording, guarded), qemu.stream());
  }

  private List<Figure> figures(long instructions) {
    List<Figure> figures = new ArrayList<>();
    subjects()
        .forEach(
            laps ->
                figures.add(
                    Figure.of(laps.name(), laps.mips(instructions, Lap::wallNanos), "MIPS")));
    addRatios(figures, "by the clock", Lap::wallNanos);
    addRatios(figures, "by CPU time of the hart", Lap::cpuNanos);
    return figures;
  }

  private void addRatios(List<Figure> figures, String how, ToLongFunction<Lap> time) {
    figures.add(
        Figure.of("counting / bare, " + how, counting.relativeTo(bare, time), "")
            .atLeast(GOAL_COUNTING));
    figures.add(
        Figure.of("recording / counting, " + how, recording.relativeTo(counting, time), ""));
    figures.add(
        Figure.of("protected / counting, " + how, guarded.relativeTo(counting, time), "")
            .atLeast(GOAL_PROTECTED));
    figures.add(Figure.of("protected / two at once, " + how, guarded.relativeTo(twins, time), ""));
  }

  private List<String> notes(double load) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "primary and backup share this machine: two guests at once, without any protection, are"
            + " the fair reference for the clock");
    notes.add(
        "load average at the start: %.1f; on a machine that is busy with other things only the ratios"
                .formatted(load)
            + " by CPU time say something");
    if (qemu.isEmpty()) {
      notes.add("QEMU is not installed, so it is not compared: apt-get install qemu-system-misc");
    }
    return notes;
  }
}
