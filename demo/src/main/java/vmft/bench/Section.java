package vmft.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures of one question.
 *
 * @param title the question
 * @param why it matters; a sentence
 * @param figures the answer
 * @param notes what to know when reading them, a sentence each
 */
public record Section(String title, String why, List<Figure> figures, List<String> notes) {
  public Section {
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }

  /** Whether every figure that has a goal meets it. */
  public boolean met() {
    return figures.stream().allMatch(Figure::met);
  }

  /** Lines for people. */
  public String toText() {
    return Stream.of(
            Stream.of(title, "  " + why),
            figures.stream().map(Figure::toText),
            notes.stream().map(note -> "  note: " + note))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
