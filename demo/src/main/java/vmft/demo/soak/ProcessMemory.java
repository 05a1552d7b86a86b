package vmft.demo.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process takes of its host's memory.
 *
 * @param residentMib now
 * @param peakMib the most that it ever was
 */
public record ProcessMemory(long residentMib, long peakMib) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** Of a process that lives; empty for any other. */
  static Optional<ProcessMemory> of(long pid) {
    try {
      return parse(Files.readString(Path.of("/proc/" + pid + "/status")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Reads what proc(5) calls status. */
  static Optional<ProcessMemory> parse(String status) {
    Matcher resident = RESIDENT.matcher(status);
    Matcher peak = PEAK.matcher(status);
    if (!resident.find() || !peak.find()) {
      return Optional.empty(); // a process that has ended and was not waited for
    }
    return Optional.of(new ProcessMemory(mib(resident), mib(peak)));
  }

  private static long mib(Matcher kilobytes) {
    return (Long.parseLong(kilobytes.group(1)) + 1023) >> 10;
  }
}
