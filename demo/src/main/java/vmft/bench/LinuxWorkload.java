package vmft.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * A Linux guest that runs what {@code vmft.run=} on its command line says, and then switches itself
 * off. The same kernel, initial file system, command line and memory go to every subject.
 *
 * @param kernel a Linux {@code Image}
 * @param initrd its initial file system
 * @param append its command line, without what it is to run
 * @param memoryMiB of the guest
 */
public record LinuxWorkload(Path kernel, Path initrd, String append, int memoryMiB) {
  private static final String WORK = " vmft.run=all";

  /** Options that vmft and QEMU spell alike but for the dashes. */
  private List<String> words(String dashes) {
    return List.of(
        dashes + "kernel",
        kernel.toString(),
        dashes + "initrd",
        initrd.toString(),
        dashes + "append",
        append + WORK,
        "-m",
        Integer.toString(memoryMiB));
  }

  List<String> forVmft() {
    return words("--");
  }

  List<String> forQemu() {
    return words("-");
  }
}
