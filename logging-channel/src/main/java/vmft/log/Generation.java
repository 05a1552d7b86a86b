package vmft.log;

/**
 * A generation of a machine: the span during which one given pair of replicas protects it. It
 * starts at 1 and grows by one with every new backup that has caught up (R6.3).
 */
public record Generation(long number) implements Comparable<Generation> {
  public static final Generation FIRST = new Generation(1);

  public Generation {
    if (number < 1) {
      throw new IllegalArgumentException("generation: expected at least 1, found " + number);
    }
  }

  public Generation next() {
    return new Generation(number + 1);
  }

  @Override
  public int compareTo(Generation other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
