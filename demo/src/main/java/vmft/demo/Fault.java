package vmft.demo;

import java.io.IOException;
import vmft.demo.cluster.Cluster;

/** What fails in a demo. */
public enum Fault {
  /** SIGKILL to the primary: the backup takes the machine over. */
  KILL_PRIMARY("kill -9 of the primary", "the backup takes the machine over") {
    @Override
    void strike(Cluster cluster) throws InterruptedException {
      cluster.primary().kill();
    }
  },
  /** SIGKILL to the backup: the primary runs on, unprotected. */
  KILL_BACKUP("kill -9 of the backup", "the primary runs on alone") {
    @Override
    void strike(Cluster cluster) throws InterruptedException {
      cluster.backup().kill();
    }
  },
  /** The channel between two healthy sides is cut: one goes on, the other halts. */
  PARTITION("cut of the channel, both ways, TCP and UDP", "one of the two goes on, one halts") {
    @Override
    void strike(Cluster cluster) {
      cluster.cutChannel();
    }
  },
  /** SIGSTOP to the primary, and SIGCONT when it has been replaced. */
  FREEZE("SIGSTOP to the primary", "the backup takes over; the thawed primary must halt unheard") {
    @Override
    void strike(Cluster cluster) throws IOException, InterruptedException {
      cluster.primary().freeze();
    }
  };

  private final String description;
  private final String expectation;

  Fault(String description, String expectation) {
    this.description = description;
    this.expectation = expectation;
  }

  /** Makes it happen; returns when it has. */
  abstract void strike(Cluster cluster) throws IOException, InterruptedException;

  String description() {
    return description;
  }

  /** What should come of it. */
  String expectation() {
    return expectation;
  }

  /** Whether the losing side lives on, and must find out that it has lost. */
  boolean loserLives() {
    return this == PARTITION || this == FREEZE;
  }
}
