package vmft.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** Every device must pass: what is saved and restored elsewhere is equal, and has one future. */
public final class RoundTrip {
  private static final int ACCESSES = 2_000;

  private RoundTrip() {}

  /**
   * @param fresh of the same kind, in the state after power-on
   * @param windowBytes part of the window that has registers
   */
  public static void check(Device used, Device fresh, int windowBytes, long seed) {
    byte[] saved = save(used);
    StateReader reader = new StateReader(saved);
    fresh.restore(reader);
    assertThat(reader.remaining()).isZero();
    assertThat(save(fresh)).isEqualTo(saved);
    sameFuture(used, fresh, windowBytes, new Random(seed));
    used.reset();
    fresh.reset();
    assertThat(save(fresh)).isEqualTo(save(used));
  }

  public static byte[] save(Device device) {
    StateWriter out = new StateWriter();
    device.save(out);
    return out.toBytes();
  }

  private static void sameFuture(Device one, Device other, int windowBytes, Random random) {
    for (int i = 0; i < ACCESSES; i++) {
      int offset = random.nextInt(windowBytes / 4) * 4;
      if (random.nextBoolean()) {
        assertThat(one.read(offset, 4)).as("offset 0x%x", offset).isEqualTo(other.read(offset, 4));
      } else {
        long value = Integer.toUnsignedLong(random.nextInt());
        one.write(offset, 4, value);
        other.write(offset, 4, value);
      }
      one.service();
      other.service();
      assertThat(save(one)).isEqualTo(save(other));
    }
  }
}
