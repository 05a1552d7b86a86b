package vmft.device.virtio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vmft.device.ConsoleInput;
import vmft.device.Device;
import vmft.device.RoundTrip;
import vmft.device.disk.MemoryDisk;

/**
 * Drivers that misprogram everything that a driver can program, at random by seed, each on twin
 * devices. RAM has an end on both sides, behind which every access throws; the device must never
 * get there, and the twins must never differ. A failing run names its seed.
 */
class HostileDriverTest {
  private static final int SEEDS = Integer.getInteger("vmft.hostileSeeds", 60);
  private static final int STEPS = 120;

  private enum Kind {
    NET,
    BLOCK,
    RNG,
    CONSOLE
  }

  /** A device with its own RAM, and all that came out of it. */
  private static final class Bench {
    final FakeDriver driver = new FakeDriver();
    final List<String> seen = new ArrayList<>();
    final Device device;
    final Runnable input;

    Bench(Kind kind, Random inputs) {
      switch (kind) {
        case NET -> {
          VirtioNet net =
              new VirtioNet(this::line, driver.dma, (what, data) -> output(data), new byte[6]);
          device = net.transport();
          input =
              () -> {
                if (net.acceptsFrame()) {
                  net.receive(new byte[14 + inputs.nextInt(3000)]);
                }
              };
        }
        case BLOCK -> {
          MemoryDisk image = new MemoryDisk(1 << 20);
          device = new VirtioBlock(this::line, driver.dma, image.copyOnWrite()).transport();
          input = () -> {};
        }
        case RNG -> {
          VirtioRng rng = new VirtioRng(this::line, driver.dma);
          device = rng.transport();
          input =
              () -> {
                if (rng.bytesWanted() > 0) {
                  rng.supply(new byte[1 + inputs.nextInt(rng.bytesWanted())]);
                }
              };
        }
        default -> {
          VirtioConsole console =
              new VirtioConsole(this::line, driver.dma, (what, data) -> output(data));
          device = console.transport();
          input = () -> type(console, inputs);
        }
      }
      driver.drive(device);
    }

    private static void type(ConsoleInput console, Random inputs) {
      if (console.acceptsInput()) {
        console.receive(inputs.nextInt(256));
      }
    }

    private void line(boolean high) {
      seen.add(high ? "high" : "low");
    }

    private void output(byte[] data) {
      seen.add(data.length + " bytes " + Arrays.hashCode(data));
    }

    void misuse(Random random) {
      switch (random.nextInt(12)) {
        case 0 -> driver.start(2);
        case 1 -> driver.negotiate();
        case 2, 3 -> pokeRegister(random);
        case 4 -> driver.setAddresses(random.nextInt(4), sizeFrom(random), addressFrom(random));
        case 5 -> driver.register(MmioRegister.QUEUE_READY, random.nextInt(2));
        case 6 -> pokeRam(random);
        case 7, 8 -> offerChain(random);
        case 9 -> driver.setAvailableIndex(random.nextInt(2), random.nextInt(1 << 16));
        case 10 -> input.run();
        default -> driver.register(MmioRegister.QUEUE_NOTIFY, random.nextInt(5) - 1);
      }
      device.service();
    }

    private void pokeRegister(Random random) {
      int offset = random.nextInt(0x140);
      int size = 1 << random.nextInt(3);
      if (random.nextBoolean()) {
        device.write(offset, size, random.nextInt() & (1L << 8 * size) - 1);
      } else {
        seen.add("read " + device.read(offset, size));
      }
    }

    /** Somewhere in the rings, mostly. */
    private void pokeRam(Random random) {
      driver.memory.putInt(FakeDriver.RAM + (random.nextInt(0x2000) & ~3), random.nextInt());
    }

    private void offerChain(Random random) {
      int queue = random.nextInt(2);
      for (int index = 0; index < FakeDriver.QUEUE_SIZE; index++) {
        driver.descriptor(
            queue,
            index,
            addressFrom(random),
            lengthFrom(random),
            random.nextInt(random.nextInt(8) == 0 ? 8 : 4),
            random.nextInt(4) == 0 ? random.nextInt() : index + 1);
      }
      plausibleHeader(random);
      driver.makeAvailable(queue, random.nextInt(FakeDriver.QUEUE_SIZE + 1));
      driver.register(MmioRegister.QUEUE_NOTIFY, queue);
    }

    /** So that some block requests are nearly right. */
    private void plausibleHeader(Random random) {
      driver.descriptor(0, 0, FakeDriver.RAM + 0x8000, 16, 1, 1);
      driver.memory.putInt(FakeDriver.RAM + 0x8000, random.nextInt(2));
      driver.memory.putLong(FakeDriver.RAM + 0x8008, random.nextInt(2100));
    }

    private static int sizeFrom(Random random) {
      return random.nextBoolean() ? 1 << random.nextInt(16) : random.nextInt();
    }

    private static long addressFrom(Random random) {
      return switch (random.nextInt(8)) {
        case 0 -> random.nextLong();
        case 1 -> FakeDriver.RAM + FakeDriver.RAM_BYTES - random.nextInt(1 << 13);
        case 2 -> FakeDriver.RAM - random.nextInt(4);
        case 3 -> FakeDriver.RAM + random.nextInt(0x3000);
        default -> FakeDriver.RAM + (random.nextInt(FakeDriver.RAM_BYTES) & ~0xfff);
      };
    }

    private static long lengthFrom(Random random) {
      return switch (random.nextInt(8)) {
        case 0 -> random.nextInt();
        case 1 -> 0;
        case 2 -> FakeDriver.RAM_BYTES;
        case 3 -> 1;
        default -> 512L << random.nextInt(5);
      };
    }

    long ramChecksum() {
      CRC32C crc = new CRC32C();
      crc.update(driver.memory.view(FakeDriver.RAM, FakeDriver.RAM_BYTES));
      return crc.getValue();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void noDriverBringsADeviceToThrowOrTwinsToDiffer(Kind kind) {
    int broken = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Bench one = new Bench(kind, new Random(seed));
      Bench other = new Bench(kind, new Random(seed));
      broken += runTwins(one, other, seed) ? 1 : 0;
    }
    assertThat(broken).as("runs in which the device asked for its reset").isGreaterThan(SEEDS / 2);
  }

  /**
   * @return whether the device was broken at any time
   */
  private static boolean runTwins(Bench one, Bench other, long seed) {
    Random random = new Random(seed);
    Random same = new Random(seed);
    boolean broken = false;
    for (int step = 0; step < STEPS; step++) {
      one.misuse(random);
      other.misuse(same);
      broken |= one.driver.needsReset();
      other.driver.needsReset();
      assertThat(RoundTrip.save(one.device))
          .as("seed %d, step %d", seed, step)
          .isEqualTo(RoundTrip.save(other.device));
    }
    assertThat(one.seen).as("seed %d", seed).isEqualTo(other.seen);
    assertThat(one.ramChecksum()).as("seed %d", seed).isEqualTo(other.ramChecksum());
    return broken;
  }
}
