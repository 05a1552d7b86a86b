package vmft.trace;

/** At some byte the file stops being a good trace; the ending says where and why. */
final class FaultySectionException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient TraceEnding ending;

  FaultySectionException(TraceEnding ending) {
    super(ending.toString());
    this.ending = ending;
  }

  TraceEnding ending() {
    return ending;
  }
}
