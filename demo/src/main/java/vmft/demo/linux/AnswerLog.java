package vmft.demo.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What one connection was answered, in order of time. Thread-safe. */
public final class AnswerLog {
  private final List<Answer> answers = new ArrayList<>();
  private long increments;

  synchronized void add(Answer answer) {
    answers.add(answer);
    increments += answer.increments();
  }

  /** Replies so far. */
  public synchronized long increments() {
    return increments;
  }

  public synchronized List<Answer> all() {
    return List.copyOf(answers);
  }

  /** The first answer at this moment or later. */
  public synchronized OptionalLong firstAfter(long nanos) {
    return answers.stream()
        .mapToLong(Answer::answeredNanos)
        .filter(answered -> answered >= nanos)
        .findFirst();
  }

  /**
   * The longest time between two answers that follow each other, in milliseconds; 0 with fewer than
   * two.
   *
   * @param fromNanos those that were over by then do not count
   * @param toNanos those that were not over by then do not count
   */
  public synchronized double longestPause(long fromNanos, long toNanos) {
    long longest = 0;
    for (int i = 1; i < answers.size(); i++) {
      long end = answers.get(i).answeredNanos();
      if (end > fromNanos && end <= toNanos) {
        longest = Math.max(longest, end - answers.get(i - 1).answeredNanos());
      }
    }
    return longest / 1e6;
  }

  /**
   * Where the counter is not what one machine that lost and repeated nothing would have said, in
   * words; empty if it is right everywhere.
   *
   * @param start the value before the first increment
   */
  public synchronized Optional<String> fault(long start) {
    long expected = start + 1;
    for (Answer answer : answers) {
      if (answer.firstValue() != expected) {
        String what = answer.firstValue() > expected ? "hole" : "repeat";
        return Optional.of(
            "%s: expected %d, found %d".formatted(what, expected, answer.firstValue()));
      }
      expected = answer.lastValue() + 1;
    }
    return Optional.empty();
  }
}
