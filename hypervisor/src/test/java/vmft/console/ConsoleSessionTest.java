package vmft.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vmft.console.ConsoleMessage.Answer;
import vmft.console.ConsoleState.Phase;

class ConsoleSessionTest {
  private static final int ONE = 0;
  private static final int OTHER = 1;

  private final ConsoleSession session = new ConsoleSession();

  @Test
  void aNewSessionAsksForAllThatIsKeptAndALaterConnectionForTheRest() {
    assertThat(session.attach().from()).isEqualTo(-1);
    session.onOutput(1000, text("hello"));
    assertThat(session.attach().from()).isEqualTo(1005);
  }

  @Test
  void whatBothReplicasSendIsShownOnce() {
    assertThat(shown(0, "hel")).isEqualTo("hel");
    assertThat(shown(0, "hello")).isEqualTo("lo");
    assertThat(shown(2, "ll")).isEmpty();
    assertThat(shown(5, "!")).isEqualTo("!");
    assertThat(session.takeMissed()).isZero();
  }

  @Test
  void outputThatNobodyHasKeptIsCounted() {
    shown(0, "abc");
    assertThat(shown(10, "xyz")).isEqualTo("xyz");
    assertThat(session.takeMissed()).isEqualTo(7);
    assertThat(session.takeMissed()).isZero();
  }

  @Test
  void inputWaitsForAReplicaThatIsLive() {
    session.onTyped(text("ls\n"));
    assertThat(session.nextTyped()).isEmpty();
    session.onState(ONE, new ConsoleState(Phase.WAITING, 0, 0));
    assertThat(session.nextTyped()).isEmpty();
    assertThat(session.onState(OTHER, live(0, 0))).isTrue();
    assertThat(session.live()).hasValue(OTHER);
    assertNext(0, "ls\n");
    assertThat(session.nextTyped()).as("until the answer").isEmpty();
  }

  @Test
  void bytesBehindSomebodyElsesAreTypedAgainBehindThem() {
    session.onState(ONE, live(0, 0));
    session.onTyped(text("mine"));
    assertNext(0, "mine");
    session.onAnswer(ONE, new Answer(false, live(3, 6)));
    assertThat(session.accepted()).isZero();
    assertNext(6, "mine");
    session.onAnswer(ONE, new Answer(true, live(3, 10)));
    assertThat(session.accepted()).isEqualTo(4);
    assertThat(session.nextTyped()).isEmpty();
  }

  @Test
  void nobodyTypesFurtherAheadThanTheMachineReads() {
    session.onState(ONE, live(0, 4096));
    session.onTyped(text("x"));
    assertThat(session.nextTyped()).isEmpty();
    session.onState(ONE, live(1, 4096));
    assertNext(4096, "x");
  }

  @Test
  void whatTheNewPrimaryHasNotTakenIsTypedAgainAndNothingElse() {
    session.onState(ONE, live(0, 0));
    session.onState(OTHER, new ConsoleState(Phase.WAITING, 0, 0));
    type("abcd", 0);
    type("efgh", 4);
    session.onTyped(text("ijkl"));
    assertNext(8, "ijkl"); // no answer to this one
    session.onDetached(ONE);
    assertThat(session.live()).isEmpty();

    assertThat(session.onState(OTHER, live(6, 6))).isTrue();
    assertNext(6, "gh");
    session.onAnswer(OTHER, new Answer(true, live(6, 8)));
    assertNext(8, "ijkl");
    session.onAnswer(OTHER, new Answer(true, live(6, 12)));
    assertThat(session.accepted()).isEqualTo(12);
    assertThat(session.nextTyped()).isEmpty();
  }

  @Test
  void whatWasTakenWithoutAnAnswerIsNotTypedAgain() {
    session.onState(ONE, live(0, 0));
    session.onTyped(text("abcd"));
    assertNext(0, "abcd");
    session.onDetached(ONE);
    session.onState(OTHER, live(4, 4));
    assertThat(session.nextTyped()).isEmpty();
    assertThat(session.accepted()).isEqualTo(4);
  }

  @Test
  void aLostConnectionToALiveMachineLosesAndRepeatsNothing() {
    session.onState(ONE, live(0, 0));
    type("abcd", 0);
    session.onDetached(ONE);
    session.onState(ONE, live(1, 4)); // the rest still waits there
    assertThat(session.nextTyped()).isEmpty();
  }

  @Test
  void aPrimaryThatDoesNotKnowThatItWasReplacedGetsNothing() {
    session.onState(ONE, live(0, 0));
    session.onState(OTHER, live(0, 0));
    session.onState(ONE, live(0, 0));
    assertThat(session.live()).hasValue(OTHER);
    session.onState(ONE, new ConsoleState(Phase.WAITING, 0, 0));
    assertThat(session.live()).hasValue(OTHER);
  }

  @Test
  void theSessionIsOverWhenTheMachineIsOff() {
    session.onState(ONE, live(0, 0));
    assertThat(session.over()).isFalse();
    session.onState(ONE, new ConsoleState(Phase.OFF, 0, 0));
    assertThat(session.over()).isTrue();
  }

  /** Two machines that take input, one of which dies with some of it: by seed. */
  @Test
  void everyByteIsTakenOnceAndInOrderWheneverThePrimaryDies() {
    for (long seed = 0; seed < 500; seed++) {
      assertThat(takenInTakeover(new Random(seed)))
          .as("seed %d", seed)
          .isEqualTo("0123456789".repeat(40));
    }
  }

  private static String takenInTakeover(Random random) {
    ConsoleSession session = new ConsoleSession();
    session.onTyped(text("0123456789".repeat(40)));
    StringBuilder machine = new StringBuilder();
    StringBuilder queue = new StringBuilder();
    session.onState(ONE, live(0, 0));
    int dies = random.nextInt(60);
    int replica = ONE;
    for (int step = 0; step < 200; step++) {
      if (step == dies) {
        session.onDetached(ONE);
        machine.setLength(machine.length() - random.nextInt(machine.length() + 1)); // not logged
        queue.setLength(0);
        replica = OTHER;
        session.onState(OTHER, live(machine.length(), machine.length()));
      }
      step(session, replica, machine, queue, random);
    }
    return machine.toString() + queue;
  }

  private static void step(
      ConsoleSession session,
      int replica,
      StringBuilder machine,
      StringBuilder queue,
      Random random) {
    switch (random.nextInt(3)) {
      case 0 -> {
        int taken = random.nextInt(queue.length() + 1);
        machine.append(queue, 0, taken);
        queue.delete(0, taken);
      }
      case 1 ->
          session
              .nextTyped()
              .ifPresent(
                  typed -> {
                    queue.append(new String(typed.bytes(), US_ASCII));
                    if (random.nextBoolean()) { // or the answer is still under way
                      session.onAnswer(replica, new Answer(true, state(machine, queue)));
                    }
                  });
      default -> session.onAnswer(replica, new Answer(true, state(machine, queue)));
    }
  }

  private static ConsoleState state(StringBuilder machine, StringBuilder queue) {
    return live(machine.length(), machine.length() + queue.length());
  }

  private void type(String typed, long position) {
    session.onTyped(text(typed));
    assertNext(position, typed);
    session.onAnswer(ONE, new Answer(true, live(0, position + typed.length())));
  }

  private void assertNext(long position, String expected) {
    ConsoleMessage.Type next = session.nextTyped().orElseThrow();
    assertThat(next.position()).isEqualTo(position);
    assertThat(new String(next.bytes(), US_ASCII)).isEqualTo(expected);
  }

  private String shown(long offset, String output) {
    ByteArrayOutputStream fresh = new ByteArrayOutputStream();
    fresh.writeBytes(session.onOutput(offset, text(output)));
    return fresh.toString(US_ASCII);
  }

  private static ConsoleState live(long taken, long end) {
    return new ConsoleState(Phase.LIVE, taken, end);
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }
}
