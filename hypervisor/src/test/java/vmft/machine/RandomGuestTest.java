package vmft.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vmft.engine.Bus;
import vmft.image.BadImageException;
import vmft.image.GuestImage;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.ConsoleInput;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.Event;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.RandomBytes;
import vmft.log.LogEntry.TimerExpired;
import vmft.replay.Output;

/**
 * A guest that pokes at random registers with random values, and events at random: whatever it
 * does, nothing but the machine's own rules comes of it, and the same seed ends in the same state.
 */
class RandomGuestTest {
  private static final int STEPS = 3_000;
  private static final int[] SIZES = {1, 2, 4};
  private static final MachineConfig CONFIG = MachineConfig.DEFAULT.withMemoryMiB(4);
  private static final byte[] CODE = {0x13, 0x05, 0x10, 0x00};

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void twinsStayEqualWhateverTheGuestDoes(long seed) throws BadImageException {
    assertThat(historyOf(seed)).isEqualTo(historyOf(seed));
  }

  private static List<String> historyOf(long seed) throws BadImageException {
    Random random = new Random(seed);
    ScriptedEngine[] engine = new ScriptedEngine[1];
    GuestImage image = GuestImage.parse("random", CODE, CONFIG.imageRange());
    Machine machine =
        new Machine(
            CONFIG, image, (base, bytes, bus) -> engine[0] = new ScriptedEngine(base, bytes, bus));
    List<String> history = new ArrayList<>();
    for (int step = 0; step < STEPS && !machine.poweredOff(); step++) {
      long accesses = random.nextLong();
      engine[0].blocks.add(bus -> poke(bus, new Random(accesses)));
      engine[0].clock += random.nextInt(100);
      machine.run(machine.count() + 1);
      possibleEvent(machine, random).ifPresent(machine::apply);
      machine.takeOutputs().forEach(output -> history.add(describe(output)));
      if (step % 100 == 0) {
        history.add(machine.count() + " " + machine.digest(true));
      }
    }
    history.add(machine.count() + " " + machine.digest(true) + " " + machine.exitCode());
    return history;
  }

  private static void poke(Bus bus, Random random) {
    for (int i = random.nextInt(5); i >= 0; i--) {
      long address = randomAddress(random);
      int size = random.nextInt(3) == 0 ? SIZES[random.nextInt(SIZES.length)] : 4;
      if (random.nextInt(3) == 0) {
        bus.read(address, size);
      } else {
        bus.write(address, size, randomValue(random));
      }
    }
  }

  /** Mostly where registers are, now and then anywhere in the window. */
  private static long randomAddress(Random random) {
    MemoryMap[] places = MemoryMap.values();
    MemoryMap place = places[random.nextInt(places.length)];
    int span = random.nextInt(4) == 0 ? place.size() : Math.min(place.size(), 0x110);
    return place.base() + random.nextInt(span / 4) * 4L;
  }

  private static long randomValue(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(16);
      case 1 -> MemoryMap.RAM_BASE + random.nextInt(1 << 20) * 16L;
      case 2 -> 1L << random.nextInt(32);
      default -> random.nextLong();
    };
  }

  private static Optional<Event> possibleEvent(Machine machine, Random random) {
    long now = machine.count();
    List<Event> possible = new ArrayList<>();
    if (machine.poweredOff()) {
      return Optional.empty();
    }
    if (machine.timerDeadline() >= 0) {
      possible.add(new TimerExpired(now));
    }
    if (machine.acceptsConsoleInput()) {
      possible.add(new ConsoleInput(now, random.nextInt(256)));
    }
    if (machine.acceptsFrame()) {
      possible.add(new FrameReceived(now, new byte[random.nextInt(2000)]));
    }
    if (machine.randomBytesWanted() > 0) {
      possible.add(new RandomBytes(now, new byte[machine.randomBytesWanted()]));
    }
    if (random.nextInt(500) == 0) {
      possible.add(new Control(now, Command.RESET));
    }
    return possible.isEmpty()
        ? Optional.empty()
        : Optional.of(possible.get(random.nextInt(possible.size())));
  }

  private static String describe(Output output) {
    return output.count() + " " + output.kind() + " " + Arrays.toString(output.data());
  }
}
