package vmft.replica;

import vmft.channel.Pairing;
import vmft.net.FencingToken;

/** Which fencing token belongs to whom. */
final class Tokens {
  private Tokens() {}

  /** The primary's, as long as test-and-set has not been asked. */
  static FencingToken ofPrimary(Pairing pairing) {
    return new FencingToken(pairing.machine(), pairing.generation().number());
  }

  /** Of the side that has won the flag of this generation. */
  static FencingToken ofWinner(Pairing pairing) {
    return new FencingToken(pairing.machine(), pairing.generation().next().number());
  }
}
