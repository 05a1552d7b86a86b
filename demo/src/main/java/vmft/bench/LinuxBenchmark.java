package vmft.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What an unmodified Linux costs: alone, recording, protected, and under QEMU in its modes. All
 * ways take turns, so that what troubles one troubles the others as well.
 */
final class LinuxBenchmark {
  private static final double GOAL_PROTECTED = 0.95;
  private static final double GOAL_RECORDING = 1.5;

  private final Consumer<String> progress;
  private final LinuxRow alone;
  private final LinuxRow recording;
  private final LinuxRow guarded;
  private final List<LinuxRow> qemu = new ArrayList<>();
  private LinuxRow qemuRecording;

  LinuxBenchmark(Workbench bench, LinuxWorkload guest, Consumer<String> progress) {
    this.progress = progress;
    Path trace = bench.scratch("linux.trace");
    alone =
        new LinuxRow(
            new LinuxProcess("alone", "replica", bench, bench.vmft("run", guest.forVmft())));
    recording =
        new LinuxRow(
            new LinuxProcess(
                "recording",
                "replica",
                bench,
                bench.vmft("run", guest.forVmft(), "--trace", trace.toString()),
                () -> trace.toFile().length()));
    guarded = new LinuxRow(new LinuxPair("protected", bench, guest));
    if (Qemu.isInstalled()) {
      addQemu(new QemuLinux(bench, guest));
    }
  }

  private void addQemu(QemuLinux modes) {
    qemuRecording = new LinuxRow(modes.recording());
    qemu.add(new LinuxRow(modes.plain()));
    qemu.add(new LinuxRow(modes.counting()));
    qemu.add(qemuRecording);
    qemu.add(new LinuxRow(modes.replaying()));
  }

  /**
   * A section for each phase.
   *
   * @param warmUp whether to run everything once before
   */
  List<Section> measure(int repetitions, boolean warmUp) throws InterruptedException {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    if (warmUp) {
      for (LinuxRow row : rows()) {
        progress.accept("linux, warm-up: " + row.name());
        row.warmUp();
      }
    }
    for (int repetition = 1; repetition <= repetitions; repetition++) {
      for (LinuxRow row : rows()) {
        progress.accept("linux, %d of %d: %s".formatted(repetition, repetitions, row.name()));
        row.add();
      }
    }
    return Phase.ALL.stream().map(phase -> section(phase, load)).toList();
  }

  private List<LinuxRow> rows() {
    return Stream.concat(Stream.of(alone, recording, guarded), qemu.stream()).toList();
  }

  private Section section(Phase phase, double load) {
    List<Figure> figures = new ArrayList<>();
    addTimes(figures, phase, "by the clock", Lap::wallNanos);
    addTimes(figures, phase, "by CPU time of the hart", Lap::cpuNanos);
    addRatios(figures, phase, "by the clock", Lap::wallNanos);
    addRatios(figures, phase, "by CPU time of the hart", Lap::cpuNanos);
    addLogs(figures, phase);
    return new Section(
        "Linux: " + phase.name(),
        "what an unmodified system loses to recording and protection, and beside QEMU",
        figures,
        notes(load));
  }

  private void addTimes(List<Figure> figures, Phase phase, String how, ToLongFunction<Lap> time) {
    for (LinuxRow row : rows()) {
      figures.add(Figure.of(row.name() + ", " + how, row.seconds(phase, time), "s"));
    }
  }

  private void addRatios(List<Figure> figures, Phase phase, String how, ToLongFunction<Lap> time) {
    figures.add(speed("recording / alone, speed " + how, recording, phase, time));
    Figure guardedSpeed = speed("protected / alone, speed " + how, guarded, phase, time);
    figures.add(phase.isComputing() ? guardedSpeed.atLeast(GOAL_PROTECTED) : guardedSpeed);
    for (LinuxRow row : qemu) {
      Summary ratio = recording.timeOver(row, phase, time);
      Figure figure = Figure.of("recording / " + row.name() + ", time " + how, ratio, "");
      figures.add(row == qemuRecording ? figure.atMost(GOAL_RECORDING) : figure);
    }
  }

  private Figure speed(String name, LinuxRow row, Phase phase, ToLongFunction<Lap> time) {
    return Figure.of(name, row.speedOver(alone, phase, time), "");
  }

  private void addLogs(List<Figure> figures, Phase phase) {
    figures.add(log("log of recording, compressed", recording, phase));
    figures.add(log("logging channel, both ways", guarded, phase));
    if (qemuRecording != null) {
      figures.add(log("log of " + qemuRecording.name(), qemuRecording, phase));
    }
  }

  private static Figure log(String name, LinuxRow row, Phase phase) {
    return Figure.of(name, row.of(phase, PhaseLap::logBytesPerSecond), "B/s");
  }

  private static List<String> notes(double load) {
    List<String> notes = new ArrayList<>();
    notes.add("load average at the start: %.1f".formatted(load));
    notes.add(
        "logs reach their file, and their length reaches us, up to a second late: in a short phase"
            + " their rates are rough");
    if (!Qemu.isInstalled()) {
      notes.add("QEMU is not installed, so it is not compared: apt-get install qemu-system-misc");
    }
    return notes;
  }
}
