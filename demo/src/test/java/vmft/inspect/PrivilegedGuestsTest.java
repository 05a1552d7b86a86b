package vmft.inspect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vmft.engine.unicorn.Hooks;
import vmft.engine.unicorn.UnicornEngine;
import vmft.machine.Machine;
import vmft.replay.DigestSchedule;
import vmft.replay.LoggedEvents.DigestComparison;
import vmft.trace.TraceReader;

/** The guests that check hart and firmware from within, on a machine of their own. */
class PrivilegedGuestsTest {
  private static final DigestSchedule DIGESTS = DigestSchedule.every(10_000).withFullEach(4);

  /** What the hart is known to do otherwise than the architecture; docs/MACHINE.md lists it. */
  private static final Map<String, Set<String>> KNOWN =
      Map.ofEntries(
          entry("privileged-traps", Set.of()),
          entry("privileged-interrupts", Set.of()),
          entry("privileged-paging", Set.of()),
          entry("privileged-code", Set.of()),
          entry(
              "privileged-atomics",
              Set.of("a misaligned SC without a reservation fails instead of trapping")),
          entry("privileged-counters", Set.of()),
          entry(
              "privileged-float",
              Set.of(
                  "a fused infinity times zero plus a NaN raises no NV",
                  "singles are not boxed",
                  "the box of a single is not looked at",
                  "fmin and fmax of a signalling NaN give a NaN, as before version 2.2 of F",
                  "c.fld does nothing while floating point is off")),
          entry("sbi", Set.of()),
          entry("torture-accessed", Set.of()),
          entry("torture-privileged-short", Set.of()));

  @TempDir private Path folder;

  static Stream<String> guests() {
    return KNOWN.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("guests")
  void everyGroupOfChecksHoldsAndReplaysToTheSameState(String guest) throws IOException {
    Path image = Guests.path(guest);
    Path trace = Recordings.record(image, DIGESTS, folder.resolve(guest));
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    ReplayResult result;
    try (TraceReader reader = TraceReader.open(trace);
        OfflineReplay replay =
            new OfflineReplay(
                Guests.machine(image),
                reader,
                DigestComparison::strict,
                output -> console.writeBytes(output.data()),
                Pace.shaken(1))) {
      result = Replays.run(replay);
      assertThat(replay.machine().exitCode()).isZero();
    }
    expectAllOk(guest, console.toString(US_ASCII).lines().toList());
    assertThat(result.same()).as(result.difference()).isTrue();
    assertThat(result.endedInOrder()).isTrue();
  }

  private static void expectAllOk(String guest, List<String> lines) {
    assertThat(lines).noneMatch(line -> line.startsWith("FAILED"));
    assertThat(lines).last().isEqualTo("done: all groups ok");
    Set<String> known =
        lines.stream()
            .filter(line -> line.startsWith("~ known: "))
            .map(line -> line.substring("~ known: ".length()))
            .collect(Collectors.toSet());
    assertThat(known).as("known differences").isEqualTo(KNOWN.get(guest));
  }

  @ParameterizedTest
  @MethodSource("guests")
  void countsByBlocksAndOneByOneAreEqual(String guest) throws InterruptedException {
    AtomicReference<UnicornEngine> engine = new AtomicReference<>();
    List<String> differences = new ArrayList<>();
    try (Machine machine = checkedMachine(Guests.path(guest), engine)) {
      Recordings.runLive(
          machine, DigestSchedule.OFF, 0, entry -> compare(engine.get(), differences));
      assertThat(differences).isEmpty();
      assertThat(machine.exitCode()).isZero();
    }
  }

  private static Machine checkedMachine(Path image, AtomicReference<UnicornEngine> engine) {
    return new Machine(
        Guests.CONFIG,
        Guests.image(image),
        (base, bytes, bus) -> {
          engine.set(UnicornEngine.create(base, bytes, bus, Hooks.CHECKED));
          return engine.get();
        });
  }

  private static void compare(UnicornEngine engine, List<String> differences) {
    if (engine.count() != engine.checkedCount()) {
      differences.add(engine.count() + " by blocks, " + engine.checkedCount() + " one by one");
    }
  }
}
