package vmft.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Linux guest under QEMU: plain, and in the modes that its record and replay needs. */
final class QemuLinux {
  private final Workbench bench;
  private final LinuxWorkload guest;
  private final Path log;

  QemuLinux(Workbench bench, LinuxWorkload guest) {
    this.bench = bench;
    this.guest = guest;
    log = bench.scratch("linux.rr");
  }

  LinuxSubject plain() {
    return new LinuxProcess("QEMU", Qemu.THREAD, bench, command());
  }

  /** With the instruction count that its record and replay needs. */
  LinuxSubject counting() {
    return new LinuxProcess("QEMU -icount", Qemu.THREAD, bench, command("-icount", "shift=0"));
  }

  LinuxSubject recording() {
    return new LinuxProcess(
        "QEMU rr=record",
        Qemu.THREAD,
        bench,
        command("-icount", "shift=0,rr=record,rrfile=" + log),
        () -> log.toFile().length());
  }

  /** Replays what {@link #recording} has recorded last. */
  LinuxSubject replaying() {
    return new LinuxProcess(
        "QEMU rr=replay",
        Qemu.THREAD,
        bench,
        command("-icount", "shift=0,rr=replay,rrfile=" + log));
  }

  private List<String> command(String... more) {
    List<String> words = new ArrayList<>(Qemu.BOARD);
    words.add("-no-reboot");
    words.addAll(guest.forQemu());
    words.addAll(List.of(more));
    return words;
  }
}
