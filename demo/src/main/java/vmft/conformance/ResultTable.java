package vmft.conformance;

import java.util.List;
import java.util.Locale;

/** The results as a table for people, row by row, so that a row can be shown when it is there. */
public final class ResultTable {
  private static final int MAX_NAME = 60;

  private final String format;

  /**
   * @param programs whose names decide the widths
   */
  public ResultTable(List<TestProgram> programs) {
    int longest = programs.stream().mapToInt(program -> program.name().length()).max().orElse(0);
    int width = Math.min(MAX_NAME, Math.max("program".length(), longest));
    format = "%-" + width + "s  %-10s  %14s  %8s  %s";
  }

  public String head() {
    return line("program", "result", "instructions", "time", "why");
  }

  public String row(TestResult result) {
    return line(
        result.name(),
        result.verdict().label(),
        String.format(Locale.ROOT, "%,d", result.instructions()),
        String.format(Locale.ROOT, "%.2f s", result.seconds()),
        result.why());
  }

  private String line(Object... columns) {
    return String.format(Locale.ROOT, format, columns).stripTrailing();
  }
}
