package vmft.conformance;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of a whole suite, in the order of its programs. */
public record Tally(List<TestResult> results) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  public Tally {
    results = List.copyOf(results);
  }

  public boolean allPassed() {
    return results.stream().allMatch(TestResult::passed);
  }

  /** Where they were replayed: whether each replay came to the digest of its recording. */
  public boolean noneDiverged() {
    return count(Verdict.DIVERGED) == 0;
  }

  /** One line: how many programs ended in which way. */
  public String summary() {
    String numbers =
        Arrays.stream(Verdict.values())
            .filter(verdict -> count(verdict) > 0)
            .map(verdict -> count(verdict) + " " + verdict.label())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d programs: %s; %,d instructions",
        results.size(),
        numbers,
        results.stream().mapToLong(TestResult::instructions).sum());
  }

  private long count(Verdict verdict) {
    return results.stream().filter(result -> result.verdict() == verdict).count();
  }

  /** One object on one line. */
  public String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("programs", results.size());
    all.put("passed", count(Verdict.PASSED));
    all.put("results", results);
    return GSON.toJson(all);
  }
}
