package vmft.demo;

import java.io.IOException;
import vmft.demo.cluster.Pair;

/** What fails in a demo. */
public enum Fault {
  /** SIGKILL to the primary: the backup takes the machine over. */
  KILL_PRIMARY("kill -9 of the primary", "the backup took the machine over") {
    @Override
    void strike(Pair pair) throws InterruptedException {
      pair.primary().kill();
    }
  },
  /** SIGKILL to the backup: the primary runs on, unprotected. */
  KILL_BACKUP("kill -9 of the backup", "the primary runs on alone, unprotected") {
    @Override
    void strike(Pair pair) throws InterruptedException {
      pair.backup().kill();
    }
  },
  /** The channel between two healthy sides is cut: one goes on, the other halts. */
  PARTITION(
      "cut of the channel, both ways, TCP and UDP",
      "one side won and goes on, the other halted itself") {
    @Override
    void strike(Pair pair) {
      pair.cutChannel();
    }
  },
  /** SIGSTOP to the primary, and SIGCONT when it has been replaced. */
  FREEZE("SIGSTOP to the primary", "the backup took over, and the thawed primary halted unheard") {
    @Override
    void strike(Pair pair) throws IOException, InterruptedException {
      pair.primary().freeze();
    }
  };

  private final String description;
  private final String outcome;

  Fault(String description, String outcome) {
    this.description = description;
    this.outcome = outcome;
  }

  /** Makes it happen; returns when it has. */
  abstract void strike(Pair pair) throws IOException, InterruptedException;

  public String description() {
    return description;
  }

  /** What must have come of it. */
  public String outcome() {
    return outcome;
  }

  /** Whether the losing side lives on, and must find out that it has lost. */
  boolean loserLives() {
    return this == PARTITION || this == FREEZE;
  }
}
