package vmft.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The same images under QEMU, for comparison with a well-known emulator. */
final class Qemu {
  private static final String PROGRAM = "qemu-system-riscv64";

  /** Part of the name of the thread that runs the guest. */
  static final String THREAD = "TCG";

  /** A board like ours, with its console on standard output. */
  static final List<String> BOARD =
      List.of(PROGRAM, "-M", "virt", "-nographic", "-name", "guest,debug-threads=on");

  private Qemu() {}

  static boolean isInstalled() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator))
        .anyMatch(folder -> Path.of(folder, PROGRAM).toFile().canExecute());
  }

  static Subject plain(Workbench bench) {
    return new ProcessSubject("QEMU", THREAD, bench, work -> command(bench, work, List.of()));
  }

  /** With the instruction count that its record and replay needs, recording. */
  static Subject recording(Workbench bench) {
    String file = bench.scratch("qemu.rr").toString();
    return new ProcessSubject(
        "QEMU, icount and record",
        THREAD,
        bench,
        work -> command(bench, work, List.of("-icount", "shift=0,rr=record,rrfile=" + file)));
  }

  private static List<String> command(Workbench bench, Workload work, List<String> more) {
    List<String> words = new ArrayList<>(BOARD);
    words.addAll(List.of("-m", "128", "-bios", "none"));
    words.addAll(List.of("-kernel", bench.images().path(work.image()).toString()));
    words.addAll(more);
    return words;
  }
}
