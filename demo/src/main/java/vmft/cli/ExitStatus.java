package vmft.cli;

/** How a command ended, for scripts. The launcher uses the same numbers. */
public enum ExitStatus {
  /** What was asked for is done, and what had to be proved is proved. */
  OK(0),
  /** A test, a proof or the command itself failed. */
  FAILED(1),
  /** The arguments or an input file are wrong. */
  USAGE(2),
  /** Something that has to be installed or built is missing: the engine, a tool, an image. */
  MISSING(3),
  /** A peer or a service refused or could not be reached. */
  UNREACHABLE(4),
  /** Two replicas, or a run and its replay, are not in the same state. */
  DIVERGED(5);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  /** The process's exit code. */
  public int code() {
    return code;
  }
}
