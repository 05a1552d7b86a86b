package vmft.sim;

/**
 * At most one replica is live in a generation, and only the winner of the flag runs alone (R5.2).
 */
final class LiveWatch {
  private Side holder;
  private Side live = Side.PRIMARY;

  /** Test-and-set has decided. */
  void flagWon(Side side) {
    holder = side;
  }

  /** A replica says that it is live without the other. */
  void goesLive(Side side) {
    Violation.unless(
        holder == side,
        "nobody goes live without winning test-and-set",
        "%s went live, the flag is held by %s",
        side,
        holder);
    live = side;
  }

  /** Something leaves for the world. */
  void emits(Side side) {
    Violation.unless(
        live == side, "at most one replica is live", "%s let an output go, live is %s", side, live);
  }

  boolean protectedPrimary(Side side) {
    return side == Side.PRIMARY && holder != side;
  }

  Side holder() {
    return holder;
  }

  Side live() {
    return live;
  }
}
