package vmft.demo.linux;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the shell at the console said of itself.
 *
 * @param nanos when it had said so, on the monotonic clock of this process
 * @param process its process number
 * @param uptimeMillis of the guest, as {@code /proc/uptime} has it
 * @param kept the value of its variable
 */
public record ShellSample(long nanos, int process, long uptimeMillis, String kept) {
  private static final Pattern SAID = Pattern.compile("sh=(\\d+) up=(\\d+)\\.(\\d\\d) kept=(\\w*)");

  /**
   * What to type once: a function {@code p} of the shell, so that the lines typed later are short,
   * and a variable that only this shell knows.
   */
  static String definition(String kept) {
    return "V=" + kept + "; p() { read u r </proc/uptime; echo sh=$$ up=$u kept=$V; }";
  }

  /** What to type for each sample. */
  static final String QUESTION = "p";

  /** Empty if the line is none of the answers. */
  static Optional<ShellSample> parse(String line, long nanos) {
    Matcher said = SAID.matcher(line);
    if (!said.find()) {
      return Optional.empty();
    }
    long uptime = Long.parseLong(said.group(2)) * 1_000 + Long.parseLong(said.group(3)) * 10;
    return Optional.of(
        new ShellSample(nanos, Integer.parseInt(said.group(1)), uptime, said.group(4)));
  }
}
