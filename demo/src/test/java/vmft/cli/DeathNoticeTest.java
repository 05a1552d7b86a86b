package vmft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import vmft.engine.unicorn.UnicornEngine;
import vmft.event.Event;
import vmft.image.BadImageException;
import vmft.image.GuestImage;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.Control;
import vmft.machine.Machine;
import vmft.machine.MachineConfig;

class DeathNoticeTest {
  private static final MachineConfig CONFIG = MachineConfig.DEFAULT.withMemoryMiB(4);

  /** {@code li a0, 1; jr zero}: nothing is at 0, neither code nor a trap handler. */
  private static final String JUMPS_NOWHERE = "1305100067000000";

  private final List<Event> events = new ArrayList<>();

  @Test
  void aDeadGuestIsExplainedWithItsRegisters() throws BadImageException {
    try (Machine machine = machine()) {
      while (!machine.poweredOff()) {
        machine.run(1000);
      }
      assertThat(DeathNotice.of(machine, events::add)).isEqualTo(ExitStatus.FAILED.code());
      assertThat(events).extracting(Event::name).containsOnly(Event.NOTE);
      assertThat(events).extracting(Event::detail).first().asString().contains("dead", "cause 1");
      assertThat(events)
          .extracting(Event::detail)
          .anyMatch(line -> line.contains("machine mode  after 2 instructions"))
          .anyMatch(line -> line.contains("a0   0000000000000001"));
    }
  }

  @Test
  void ofAMachineThatWasSwitchedOffNothingIsSaid() throws BadImageException {
    try (Machine machine = machine()) {
      machine.apply(new Control(0, Command.POWER_OFF));
      assertThat(DeathNotice.of(machine, events::add)).isZero();
      assertThat(events).isEmpty();
    }
  }

  private static Machine machine() throws BadImageException {
    byte[] code = HexFormat.of().parseHex(JUMPS_NOWHERE);
    GuestImage image = GuestImage.parse("by hand", code, CONFIG.imageRange());
    return new Machine(CONFIG, image, UnicornEngine::create);
  }
}
