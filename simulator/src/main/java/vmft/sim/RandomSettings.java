package vmft.sim;

import static vmft.sim.EventQueue.MILLISECOND;

import vmft.protocol.ProtocolSettings;

/** Settings of the protocol, all of them legal, some of them odd. */
final class RandomSettings {
  private RandomSettings() {}

  static ProtocolSettings draw(SimRandom random) {
    long silence = random.between(60, 300) * MILLISECOND;
    long keepAlive = silence / random.between(8, 14);
    return new ProtocolSettings(
        silence / random.between(6, 14),
        silence,
        random.chance(30) ? random.between(0, 600) * MILLISECOND : 0,
        silence / random.between(2, 4),
        keepAlive / random.between(1, 5),
        keepAlive,
        random.between(50, 400) * MILLISECOND,
        random.between(10, 100) * MILLISECOND,
        random.between(400, 20_000),
        random.between(400, 20_000),
        (int) random.between(50, 4_000),
        random.between(1_000, 60_000),
        random.between(0, 2) * random.between(50, 2_000),
        3);
  }
}
