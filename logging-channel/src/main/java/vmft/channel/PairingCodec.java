package vmft.channel;

import vmft.channel.wire.ChannelProto;
import vmft.log.Generation;

/**
 * Between {@link Pairing} and its form in {@code channel.proto}, which trace files use too. Pure.
 */
public final class PairingCodec {
  private PairingCodec() {}

  public static ChannelProto.Pairing encode(Pairing pairing) {
    return ChannelProto.Pairing.newBuilder()
        .setMachine(pairing.machine())
        .setGeneration(pairing.generation().number())
        .setImageDigest(pairing.imageDigest())
        .setConfiguration(pairing.configuration())
        .setEngine(pairing.engine())
        .setPowerOnEpochNanos(pairing.powerOnEpochNanos())
        .build();
  }

  /**
   * The pairing in {@code message}.
   *
   * @throws ChannelException if it has no generation, as a sound writer's always has
   */
  public static Pairing decode(ChannelProto.Pairing message) throws ChannelException {
    if (message.getGeneration() < 1) {
      throw new ChannelException(
          "pairing: expected a generation of at least 1, found "
              + Long.toUnsignedString(message.getGeneration()));
    }
    return new Pairing(
        message.getMachine(),
        new Generation(message.getGeneration()),
        message.getImageDigest(),
        message.getConfiguration(),
        message.getEngine(),
        message.getPowerOnEpochNanos());
  }
}
