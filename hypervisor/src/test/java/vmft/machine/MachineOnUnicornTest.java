package vmft.machine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vmft.engine.Answers;
import vmft.engine.StopReason;
import vmft.engine.unicorn.UnicornEngine;
import vmft.image.BadImageException;
import vmft.image.GuestImage;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.TimerExpired;

/** The machine with a real hart and guests written by hand. */
class MachineOnUnicornTest {
  private static final MachineConfig CONFIG = MachineConfig.DEFAULT.withMemoryMiB(4);

  /** Prints {@code hi}, waits for the timer, prints the interrupt's number, switches off. */
  private static final int[] TIMER_GUEST = {
    0x0000_0297, // auipc t0, 0
    0x0442_8293, // addi t0, t0, handler
    0x3052_9073, // csrw mtvec, t0
    0x1000_0437, // lui s0, 0x10000        UART
    0x0680_0313, // li t1, 'h'
    0x0064_0023, // sb t1, 0(s0)
    0x0690_0313, // li t1, 'i'
    0x0064_0023, // sb t1, 0(s0)
    0x0200_44b7, // lui s1, 0x2004         mtimecmp
    0x3e80_0313, // li t1, 1000
    0x0064_a023, // sw t1, 0(s1)
    0x0004_a223, // sw zero, 4(s1)
    0x0800_0313, // li t1, 0x80
    0x3043_1073, // csrw mie, t1
    0x3004_6073, // csrsi mstatus, 8
    0x1050_0073, // wfi
    0xffdf_f06f, // j wfi
    0x3420_23f3, // handler: csrr t2, mcause
    0x00f3_f393, // andi t2, t2, 15
    0x0303_8393, // addi t2, t2, '0'
    0x0074_0023, // sb t2, 0(s0)
    0xfff0_0313, // li t1, -1
    0x0064_a023, // sw t1, 0(s1)
    0x0064_a223, // sw t1, 4(s1)
    0x0010_0e37, // lui t3, 0x100          finisher
    0x0000_5eb7, // lui t4, 5
    0x555e_8e9b, // addiw t4, t4, 0x555
    0x01de_2023, // sw t4, 0(t3)
    0x0000_006f, // j .
  };

  /** Reads {@code mtime} with one load, then {@code time}, then waits. */
  private static final int[] CLOCK_GUEST = {
    0x0200_c437, // lui s0, 0x200c
    0xff84_3503, // ld a0, -8(s0)          mtime
    0xc010_25f3, // rdtime a1
    0x1050_0073, // wfi
    0xffdf_f06f, // j wfi
  };

  private final List<Machine> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(Machine::close);
  }

  @Test
  void aGuestPrintsTakesATimerInterruptAndSwitchesItselfOff() throws BadImageException {
    Machine machine = machine(TIMER_GUEST);
    runUntilWaiting(machine);
    assertThat(console(machine)).isEqualTo("hi");
    assertThat(machine.timerDeadline()).isEqualTo(1000);

    machine.apply(new TimerExpired(machine.count()));
    assertThat(machine.waiting()).isFalse();
    runUntilPoweredOff(machine);
    assertThat(console(machine)).isEqualTo("7");
    assertThat(machine.exitCode()).isZero();
  }

  @Test
  void twinsAreEqualAtEveryStop() throws BadImageException {
    Machine one = machine(TIMER_GUEST);
    Machine other = machine(TIMER_GUEST);
    while (!one.poweredOff()) {
      assertThat(one.run(Long.MAX_VALUE)).isEqualTo(other.run(Long.MAX_VALUE));
      if (one.waiting()) {
        one.apply(new TimerExpired(one.count()));
        other.apply(new TimerExpired(other.count()));
      }
      assertThat(other.digest(true)).isEqualTo(one.digest(true));
      assertThat(other.listing()).isEqualTo(one.listing());
    }
    assertThat(other.poweredOff()).isTrue();
  }

  @Test
  void aResetRunsTheGuestFromTheStartWithoutTurningTheCountBack() throws BadImageException {
    Machine machine = machine(TIMER_GUEST);
    runUntilWaiting(machine);
    long before = machine.count();
    console(machine);
    machine.apply(new Control(before, Command.RESET));
    assertThat(machine.waiting()).isFalse();
    runUntilWaiting(machine);
    assertThat(console(machine)).isEqualTo("hi");
    assertThat(machine.count()).isEqualTo(2 * before);
  }

  @Test
  void aLoadOfMtimeIsOneReadingAndReplaysToTheSameState() throws BadImageException {
    Machine live = machine(CLOCK_GUEST);
    live.answerLive(7_000_000_000L, System.nanoTime());
    runUntilWaiting(live);
    List<ClockRead> log = new ArrayList<>();
    live.drainAnswers((kind, count, value) -> log.add(new ClockRead(count, value)));
    assertThat(log).hasSize(2);
    assertThat(log.get(0).ticks()).isBetween(7_000_000_000L, log.get(1).ticks());

    Machine replayed = machine(CLOCK_GUEST);
    replayed.answerFromLog();
    log.forEach(e -> replayed.offerAnswer(Answers.Kind.CLOCK, e.count(), e.ticks()));
    runUntilWaiting(replayed);
    assertThat(replayed.listing()).isEqualTo(live.listing());
    assertThat(replayed.digest(true)).isEqualTo(live.digest(true));
  }

  private Machine machine(int[] code) throws BadImageException {
    ByteBuffer bytes = ByteBuffer.allocate(code.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(code);
    GuestImage image = GuestImage.parse("by hand", bytes.array(), CONFIG.imageRange());
    Machine machine = new Machine(CONFIG, image, UnicornEngine::create);
    opened.add(machine);
    return machine;
  }

  private static void runUntilWaiting(Machine machine) {
    while (!machine.waiting()) {
      assertThat(machine.run(10_000)).isNotIn(StopReason.DEAD, StopReason.LIMIT);
    }
  }

  private static void runUntilPoweredOff(Machine machine) {
    while (!machine.poweredOff()) {
      assertThat(machine.run(10_000)).isNotIn(StopReason.DEAD, StopReason.LIMIT);
    }
  }

  private static String console(Machine machine) {
    return machine.takeOutputs().stream()
        .map(output -> new String(output.data(), US_ASCII))
        .collect(Collectors.joining());
  }
}
