package vmft.replica.host;

import java.util.function.Supplier;
import vmft.channel.Pairing;

/** Carries a replica's claims to test-and-set and the verdicts back to its thread. */
final class Claims implements Runnable {
  private final FlagClaimer claimer;
  private ReplicaAgent agent;
  private Supplier<Pairing> pairing;

  Claims(FlagClaimer claimer) {
    this.claimer = claimer;
  }

  /**
   * @param machine what the flag belongs to
   */
  void connect(ReplicaAgent replica, Supplier<Pairing> machine) {
    agent = replica;
    pairing = machine;
  }

  @Override
  public void run() {
    claimer.claim(pairing.get(), verdict -> agent.deposit((to, now) -> to.onVerdict(verdict, now)));
  }
}
