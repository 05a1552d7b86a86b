package vmft.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vmft.device.HartLine;
import vmft.engine.Bus;
import vmft.engine.StopReason;
import vmft.image.BadImageException;
import vmft.image.GuestImage;
import vmft.log.Invariants.InvariantViolation;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.ConsoleInput;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogEntry.RandomBytes;
import vmft.log.LogEntry.TimerExpired;
import vmft.log.StateDigest;
import vmft.replay.Output;

/** The machine around an engine that does what the test says. */
class MachineTest {
  private static final long UART = MemoryMap.UART.base();
  private static final long MTIMECMP = MemoryMap.CLINT.base() + 0x4000;
  private static final long PLIC = MemoryMap.PLIC.base();
  private static final long FINISHER = MemoryMap.FINISHER.base();
  private static final byte[] CODE = {0x13, 0x05, 0x10, 0x00};
  private static final MachineConfig CONFIG = MachineConfig.DEFAULT.withMemoryMiB(4);

  private ScriptedEngine engine;
  private final Machine machine = newMachine();

  private Machine newMachine() {
    try {
      GuestImage image = GuestImage.parse("test", CODE, CONFIG.imageRange());
      return new Machine(CONFIG, image, this::newEngine);
    } catch (BadImageException e) {
      throw new AssertionError(e);
    }
  }

  private ScriptedEngine newEngine(long ramBase, int ramBytes, Bus bus) {
    engine = new ScriptedEngine(ramBase, ramBytes, bus);
    return engine;
  }

  @Test
  void theGuestStartsInMachineModeWithItsHartAndDeviceTree() {
    assertThat(engine.state.pc()).isEqualTo(MemoryMap.RAM_BASE);
    assertThat(engine.state.privilege()).isEqualTo(3);
    assertThat(engine.state.x()[10]).isZero();
    long tree = engine.state.x()[11];
    assertThat(Integer.reverseBytes(engine.memory().getInt(tree))).isEqualTo(0xd00d_feed);
    assertThat(engine.memory().getInt(MemoryMap.RAM_BASE)).isEqualTo(0x0010_0513);
  }

  @Test
  void aConsoleByteIsAnOutputOfTheStopThatFollowsIt() {
    engine.blocks.add(bus -> bus.write(UART, 1, 'x'));
    engine.blocks.add(bus -> {});
    assertThat(machine.run(100)).isEqualTo(StopReason.ATTENTION);
    assertThat(machine.takeOutputs())
        .singleElement()
        .usingRecursiveComparison()
        .isEqualTo(
            new Output(
                ScriptedEngine.BLOCK, OutputKind.CONSOLE, "x".getBytes(StandardCharsets.US_ASCII)));
    assertThat(machine.takeOutputs()).isEmpty();
  }

  @Test
  void anAccessWithoutConsequenceDoesNotStopTheHart() {
    engine.blocks.add(bus -> bus.read(UART + 5, 1));
    engine.blocks.add(bus -> bus.write(UART + 7, 1, 5));
    assertThat(machine.run(20)).isEqualTo(StopReason.LIMIT);
  }

  @Test
  void aNewDeadlineStopsTheHartSoThatWhoeverWatchesTheTimeLearnsOfIt() {
    engine.blocks.add(bus -> setTimer(bus, 1000));
    engine.blocks.add(bus -> setTimer(bus, 500));
    assertThat(machine.run(100)).isEqualTo(StopReason.ATTENTION);
    assertThat(machine.timerDeadline()).isEqualTo(1000);
    assertThat(machine.run(100)).isEqualTo(StopReason.ATTENTION);
    assertThat(machine.timerDeadline()).isEqualTo(500);
  }

  @Test
  void theTimersInterruptReachesTheHartAndGoesWhenTheGuestSetsItAnew() {
    engine.blocks.add(bus -> setTimer(bus, 1000));
    machine.run(10);
    assertThat(machine.timerDeadline()).isEqualTo(1000);
    machine.apply(new TimerExpired(10));
    assertThat(machine.timerDeadline()).isEqualTo(-1);
    assertThat(engine.lines).isEqualTo(HartLine.MACHINE_TIMER);

    engine.blocks.add(bus -> setTimer(bus, 2000));
    assertThat(machine.run(20)).isEqualTo(StopReason.ATTENTION);
    assertThat(engine.lines).isZero();
  }

  @Test
  void aConsoleInputInterruptsThroughThePlicUntilItIsClaimed() {
    engine.blocks.add(
        bus -> {
          bus.write(UART + 1, 1, 1);
          bus.write(PLIC + 4 * 10, 4, 1);
          bus.write(PLIC + 0x2000, 4, 1 << 10);
        });
    machine.run(10);
    machine.apply(new ConsoleInput(10, 'a'));
    assertThat(engine.lines).isEqualTo(HartLine.MACHINE_EXTERNAL);

    engine.blocks.add(bus -> assertThat(bus.read(PLIC + 0x20_0004, 4)).isEqualTo(10));
    assertThat(machine.run(100)).isEqualTo(StopReason.ATTENTION);
    assertThat(engine.lines).isZero();
  }

  @Test
  void aWaitingHartIsNotRunUntilAnInterruptIsPending() {
    engine.blocks.add(bus -> setTimer(bus, 5));
    machine.run(10);
    engine.waitsAtEnd = true;
    assertThat(machine.run(100)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
    assertThat(machine.waiting()).isTrue();
    engine.blocks.add(bus -> {});
    assertThat(machine.run(100)).isEqualTo(StopReason.WAIT_FOR_INTERRUPT);
    assertThat(engine.blocks).hasSize(1);
    machine.apply(new TimerExpired(10));
    assertThat(machine.waiting()).isFalse();
    machine.run(100);
    assertThat(engine.blocks).isEmpty();
  }

  @Test
  void theGuestSwitchesItselfOffAndStaysSo() {
    engine.blocks.add(
        bus -> {
          bus.write(UART, 1, '!');
          bus.write(FINISHER, 4, 3 << 16 | 0x3333);
        });
    machine.run(100);
    assertThat(machine.poweredOff()).isTrue();
    assertThat(machine.exitCode()).isEqualTo(3);
    assertThat(machine.takeOutputs()).hasSize(1);
    assertThatThrownBy(() -> machine.run(100)).isInstanceOf(InvariantViolation.class);
    assertThatThrownBy(() -> machine.apply(new TimerExpired(10)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anOperatorSwitchesTheMachineOff() {
    machine.apply(new Control(0, Command.POWER_OFF));
    assertThat(machine.poweredOff()).isTrue();
    assertThat(machine.exitCode()).isZero();
  }

  @Test
  void aResetStartsAgainFromTheImageWhileTheCountGoesOn() {
    PageChecksums atPowerOn = machine.pageChecksums();
    engine.blocks.add(
        bus -> {
          setTimer(bus, 1);
          bus.write(UART + 7, 1, 0x55);
          engine.memory().putLong(MemoryMap.RAM_BASE, -1);
          engine.memory().putLong(MemoryMap.RAM_BASE + 0x10_0000, -1);
          engine.state.x()[5] = 7;
        });
    machine.run(10);
    machine.apply(new TimerExpired(10));
    machine.apply(new Control(10, Command.RESET));
    assertThat(machine.count()).isEqualTo(10);
    assertThat(engine.lines).isZero();
    assertThat(engine.memory().getInt(MemoryMap.RAM_BASE)).isEqualTo(0x0010_0513);
    assertThat(machine.timerDeadline()).isEqualTo(-1);
    assertThat(machine.pageChecksums()).isEqualTo(atPowerOn);
  }

  @Test
  void anEventOfAnotherCountIsRefused() {
    assertThatThrownBy(() -> machine.apply(new Control(1, Command.POWER_OFF)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("event: expected count 0, found 1");
  }

  @Test
  void eventsThatNobodyAskedForAreRefused() {
    assertThat(machine.acceptsFrame()).isFalse();
    assertThat(machine.randomBytesWanted()).isZero();
    assertThatThrownBy(() -> machine.apply(new TimerExpired(0)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> machine.apply(new FrameReceived(0, new byte[60])))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> machine.apply(new RandomBytes(0, new byte[4])))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEmptySlotAnswersAndAnUnknownRegisterReadsZero() {
    engine.blocks.add(
        bus -> {
          assertThat(bus.read(0x1000_2000, 4)).isEqualTo(0x7472_6976);
          assertThat(bus.read(0x1000_2008, 4)).isZero();
          assertThat(bus.read(UART + 0xffc, 4)).isZero();
        });
    machine.run(10);
    assertThat(engine.blocks).isEmpty();
  }

  @Test
  void equalMachinesHaveEqualDigests() {
    ScriptedEngine first = engine;
    Machine twin = newMachine();
    assertThat(twin.digest(true)).isEqualTo(machine.digest(true));
    first.state.x()[9] ^= 1;
    assertThat(twin.digest(false)).isNotEqualTo(machine.digest(false));
  }

  @Test
  void oneBitOfMemoryChangesTheFullDigestAndIsFoundByItsPage() {
    PageChecksums before = machine.pageChecksums();
    StateDigest full = machine.digest(true);
    StateDigest small = machine.digest(false);
    engine.memory().putByte(MemoryMap.RAM_BASE + 0x12_3456, 1);
    assertThat(machine.digest(true)).isNotEqualTo(full);
    assertThat(machine.digest(false)).isEqualTo(small);
    assertThat(machine.pageChecksums().differencesFrom(before))
        .containsExactly(MemoryMap.RAM_BASE + 0x12_3000);
  }

  @Test
  void theListingNamesRegistersAndDevices() {
    engine.state.x()[2] = 0x8000_1000L;
    assertThat(machine.listing())
        .containsEntry("count", "0")
        .containsEntry("x2/sp", "0000000080001000")
        .containsEntry("mip", "0000000000000000")
        .containsKey("device uart");
  }

  private static void setTimer(Bus bus, int ticks) {
    bus.write(MTIMECMP, 4, ticks);
    bus.write(MTIMECMP + 4, 4, 0);
  }
}
