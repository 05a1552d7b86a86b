package vmft.sim;

/** The two hosts of a pair, named after the role in which each starts. */
public enum Side {
  PRIMARY,
  BACKUP;

  public Side other() {
    return this == PRIMARY ? BACKUP : PRIMARY;
  }

  @Override
  public String toString() {
    return this == PRIMARY ? "primary" : "backup";
  }
}
