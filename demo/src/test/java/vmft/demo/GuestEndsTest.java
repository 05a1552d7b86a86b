package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.demo.cluster.ConsoleSession;
import vmft.demo.cluster.Pair;
import vmft.demo.cluster.Part;
import vmft.event.Event;
import vmft.replica.Milestone;

/** Ends and new beginnings of a guest, told it at the console of a real pair. */
class GuestEndsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Compared often, so that a replica that began otherwise is noticed at once. */
  private static final List<String> OPTIONS =
      List.of("--memory", "8", "--digest-every", "200", "--full-digest-each", "4");

  @TempDir private static Path folder;

  private static Stage stage;

  @BeforeAll
  static void setStage() throws Exception {
    stage = Stage.set(folder);
  }

  @AfterAll
  static void closeStage() {
    stage.close();
  }

  @Test
  void aGuestThatSwitchesItselfOffThroughFirmwareEndsBothSidesInOrder() throws Exception {
    endsBothSides("off", 0);
  }

  @Test
  void aGuestThatReportsAFailureThroughFirmwareEndsBothSidesWithItsExitCode() throws Exception {
    endsBothSides("fail", 1);
  }

  @Test
  void aGuestThatJumpsNowhereEndsBothSidesWithTheSameRegisters() throws Exception {
    try (Pair pair = pair()) {
      tellMonitor(pair, "die");
      expectEnd(pair, 1);
      List<String> dump = lastWords(pair.primary());
      assertThat(dump).element(0).asString().contains("the guest is dead", "pc 0x0", "cause 1");
      assertThat(dump).element(1).asString().contains("supervisor mode", " instructions");
      assertThat(dump).anyMatch(line -> line.contains("ra   "));
      assertThat(lastWords(pair.backup())).isEqualTo(dump);
    }
  }

  @Test
  void aGuestThatStartsItselfAgainStaysProtectedAndIsTakenOverAfterwards() throws Exception {
    try (Pair pair = pair();
        ConsoleSession console = open(pair)) {
      String first = "monitor: line 1 is one";
      ask(console, "one", first);
      long before = console.count();
      console.type("reboot");
      expect(console, before, "monitor: up");
      ask(console, "one", first);
      ask(console, "two", "monitor: line 2 is two");
      pair.requireProtected();
      long compared = pair.backup().events().status().orElseThrow().digestsCompared();
      ask(console, "three", "monitor: line 3 is three");
      Stage.await(
          "digests are compared after the new beginning",
          () -> pair.backup().events().status().orElseThrow().digestsCompared() > compared);

      pair.primary().kill();
      assertThat(pair.backup().events().await(Milestone.Kind.LIVE, PATIENCE)).isPresent();
      ask(console, "four", "monitor: line 4 is four");
      console.type("off");
      assertThat(pair.backup().awaitExit(PATIENCE)).hasValue(0);
    }
  }

  private static void endsBothSides(String command, int exitCode) throws Exception {
    try (Pair pair = pair()) {
      tellMonitor(pair, command);
      expectEnd(pair, exitCode);
      assertThat(lastWords(pair.primary())).isEmpty();
      assertThat(lastWords(pair.backup())).isEmpty();
    }
  }

  private static Pair pair() throws Exception {
    return stage.attachablePair("monitor", OPTIONS);
  }

  private static ConsoleSession open(Pair pair) throws Exception {
    ConsoleSession console = stage.starter().startConsole(pair.consoles(), pair.folder());
    expect(console, 0, "monitor: up");
    return console;
  }

  private static void tellMonitor(Pair pair, String command) throws Exception {
    try (ConsoleSession console = open(pair)) {
      console.type(command);
      pair.primary().awaitExit(PATIENCE);
    }
  }

  private static void ask(ConsoleSession console, String line, String answer) throws Exception {
    long before = console.count();
    console.type(line);
    expect(console, before, answer);
  }

  private static void expect(ConsoleSession console, long from, String line)
      throws IOException, InterruptedException {
    Optional<ConsoleSession.Line> found = console.await(from, line::equals, PATIENCE);
    assertThat(found).as("%s, after %s", line, console.last()).isPresent();
  }

  private static void expectEnd(Pair pair, int exitCode) throws InterruptedException {
    for (Part part : List.of(pair.primary(), pair.backup())) {
      assertThat(part.awaitExit(PATIENCE)).as(part.name()).hasValue(exitCode);
      assertThat(part.events().first(Milestone.Kind.SUSPECTED)).as(part.name()).isEmpty();
      assertThat(part.events().first(Milestone.Kind.CLAIM_SENT)).as(part.name()).isEmpty();
      assertThat(part.events().first(Milestone.Kind.LIVE)).as(part.name()).isEmpty();
    }
  }

  /** What a process says of a dead guest; empty if it says nothing of the kind. */
  private static List<String> lastWords(Part part) {
    return part.events().events().stream()
        .filter(event -> event.name().equals(Event.NOTE))
        .map(Event::detail)
        .dropWhile(note -> !note.contains("dead"))
        .toList();
  }
}
