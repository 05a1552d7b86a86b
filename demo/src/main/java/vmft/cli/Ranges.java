package vmft.cli;

/** Checks numbers that a user gives. */
final class Ranges {
  private Ranges() {}

  /**
   * @throws CommandException if the value is not between the two, both included
   */
  static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new CommandException(
          ExitStatus.USAGE,
          "%s: expected %d to %d, found %d".formatted(option, least, most, value));
    }
  }
}
