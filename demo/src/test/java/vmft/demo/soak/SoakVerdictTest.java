package vmft.demo.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import vmft.event.Event;

class SoakVerdictTest {
  private static final OptionalInt WELL = OptionalInt.of(0);

  private final Rounds rounds = new Rounds(null);

  @Test
  void roundsAreCountedHoweverTheConsoleIsCutIntoPieces() {
    rounds.see("begin mixed 1.5\r\nmixed: round 1 checksum ab\r\nmixed: rou");
    assertThat(rounds.count()).isEqualTo(1);
    rounds.see("nd 2 checksum cd uptime 7\r\nvmft: ended with");
    assertThat(rounds.count()).isEqualTo(2);
    assertThat(rounds.wellEnded()).isFalse();
    rounds.see(" 0 after 9 s\r\n");
    assertThat(rounds.wellEnded()).isTrue();
    assertThat(rounds.inOrder()).isTrue();
  }

  @Test
  void aRoundThatIsMissingIsNoticed() {
    rounds.see("mixed: round 1 checksum ab\nmixed: round 3 checksum ab\n");
    assertThat(rounds.inOrder()).isFalse();
    assertThat(SoakVerdict.workload(3, false, true).passed()).isFalse();
  }

  @Test
  void aWorkloadThatEndsBadlyOrDoesNothingFails() {
    rounds.see("mixed: round 1: unpacked data differs\nvmft: ended with 1 after 9 s\n");
    assertThat(rounds.wellEnded()).isFalse();
    assertThat(SoakVerdict.workload(0, true, true).passed()).isFalse();
    assertThat(SoakVerdict.workload(5, true, true).passed()).isTrue();
  }

  @Test
  void aBackupThatHaltedOrComparedNothingProvesNothing() {
    assertThat(SoakVerdict.digests(10, WELL).passed()).isTrue();
    assertThat(SoakVerdict.digests(0, WELL).passed()).isFalse();
    assertThat(SoakVerdict.digests(10, OptionalInt.of(5)).passed()).isFalse();
    assertThat(SoakVerdict.digests(10, OptionalInt.empty()).passed()).isFalse();
  }

  @Test
  void anySuspicionEndsProtection() {
    Event ready = Event.ready("backup", 1);
    Event suspected = new Event(1, "SUSPECTED", "no heartbeat", 0, null, 0, 0);
    assertThat(SoakVerdict.protection(WELL, List.of(), List.of(ready)).passed()).isTrue();
    assertThat(SoakVerdict.protection(WELL, List.of(), List.of(ready, suspected)).passed())
        .isFalse();
    assertThat(SoakVerdict.protection(OptionalInt.of(4), List.of(), List.of()).passed()).isFalse();
  }

  @Test
  void memoryIsBoundByThatOfTheGuestAndAMargin() {
    assertThat(SoakVerdict.memory("backup", 556, 256).passed()).isTrue();
    assertThat(SoakVerdict.memory("backup", 557, 256).passed()).isFalse();
    assertThat(SoakVerdict.memory("backup", 0, 256).passed()).isFalse();
  }

  @Test
  void theSystemsFiguresAreRead() {
    String status = "Name:\tjava\nVmPeak:\t 9000000 kB\nVmHWM:\t  460000 kB\nVmRSS:\t  409600 kB\n";
    assertThat(ProcessMemory.parse(status)).contains(new ProcessMemory(400, 450));
    assertThat(ProcessMemory.parse("Name:\tjava\nState:\tZ (zombie)\n")).isEmpty();
    assertThat(ProcessMemory.of(ProcessHandle.current().pid()))
        .hasValueSatisfying(memory -> assertThat(memory.residentMib()).isPositive());
  }
}
