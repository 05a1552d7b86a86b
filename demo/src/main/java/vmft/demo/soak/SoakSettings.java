package vmft.demo.soak;

import java.nio.file.Path;
import vmft.demo.linux.LinuxFolder;

/**
 * What to run.
 *
 * @param guest folder of a Linux guest with the workload {@code mixed} in it
 * @param minutes of load, at least 1
 * @param silenceLimitMillis after which one side suspects the other
 * @param trace whether both sides record their logs into files
 * @param folder for everything that the run leaves behind; new or empty
 */
public record SoakSettings(
    LinuxFolder guest, int minutes, int silenceLimitMillis, boolean trace, Path folder) {}
