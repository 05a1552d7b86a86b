package vmft.demo.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LinuxProofTest {
  private static final ServerFacts SERVER = new ServerFacts("run", 5, 2);
  private static final long FAULT = TimeUnit.SECONDS.toNanos(10);
  private static final long LIVE = FAULT + TimeUnit.MILLISECONDS.toNanos(200);

  @Test
  void aCounterThatGoesOnByOneIsProved() {
    AnswerLog answers = answers(new Answer(1, 2, 8, 3), new Answer(3, 4, 11, 1));
    assertThat(LinuxProof.counter(answers, 7, ended(11)).passed()).isTrue();
  }

  @Test
  void aHoleARepeatAndALostLastIncrementAreFound() {
    AnswerLog hole = answers(new Answer(1, 2, 8, 3), new Answer(3, 4, 12, 1));
    assertThat(LinuxProof.counter(hole, 7, ended(12)).evidence())
        .isEqualTo("hole: expected 11, found 12");
    AnswerLog repeat = answers(new Answer(1, 2, 8, 3), new Answer(3, 4, 10, 1));
    assertThat(LinuxProof.counter(repeat, 7, ended(10)).evidence())
        .isEqualTo("repeat: expected 11, found 10");
    AnswerLog lost = answers(new Answer(1, 2, 8, 3));
    assertThat(LinuxProof.counter(lost, 7, ended(9)).passed()).isFalse();
  }

  @Test
  void aBrokenConnectionIsFoundAndSoIsASecondOne() {
    assertThat(sameConnection(ended(1)).passed()).isTrue();
    assertThat(sameConnection(Conversation.Outcome.broken("Connection reset")))
        .satisfies(check -> assertThat(check.passed()).isFalse())
        .satisfies(check -> assertThat(check.evidence()).contains("Connection reset"));
    ServerFacts another = new ServerFacts("run", 6, 3);
    assertThat(sameConnection(ended(another)).passed()).isFalse();
    ServerFacts restarted = new ServerFacts("another run", 5, 2);
    assertThat(sameConnection(ended(restarted)).passed()).isFalse();
  }

  @Test
  void aClockMayLoseTheTimeOfTheTakeover() {
    assertThat(clockThatLost(150).passed()).isTrue();
    assertThat(clockThatLost(0).passed()).isTrue();
  }

  @Test
  void aClockThatLosesMoreOrJumpsAheadOrRunsBackwardsIsFound() {
    assertThat(clockThatLost(1_000).passed()).isFalse();
    assertThat(clockThatLost(-1_000).passed()).isFalse();
    List<ClockSample> backwards = List.of(look(1, 1_000), look(2, 2_000), look(11, 1_999));
    assertThat(LinuxProof.clock(new GuestTime(backwards), FAULT, LIVE).passed()).isFalse();
  }

  @Test
  void aClockNobodyLookedAtAfterTheFaultProvesNothing() {
    GuestTime time = new GuestTime(List.of(look(1, 1_000), look(2, 2_000)));
    assertThat(LinuxProof.clock(time, FAULT, LIVE).passed()).isFalse();
  }

  @Test
  void theQuickestLooksCount() {
    ClockSample slow = new ClockSample(seconds(1), seconds(9), 7_000_000);
    GuestTime time = new GuestTime(List.of(slow, look(8, 8_000), look(12, 11_900)));
    assertThat(time.lostMicros(FAULT, LIVE)).contains(100_000L);
  }

  @Test
  void aShellThatRemembersIsTheSame() {
    List<ShellSample> samples = List.of(shell(9, 80, "abc"), shell(12, 80, "abc"));
    assertThat(LinuxProof.shell(samples, "abc", LIVE).passed()).isTrue();
  }

  @Test
  void aShellThatWasStartedAgainOrHasForgottenOrIsSilentIsFound() {
    ShellSample before = shell(9, 80, "abc");
    assertThat(LinuxProof.shell(List.of(before, shell(12, 99, "")), "abc", LIVE).passed())
        .isFalse();
    assertThat(LinuxProof.shell(List.of(before, shell(12, 80, "x")), "abc", LIVE).passed())
        .isFalse();
    assertThat(LinuxProof.shell(List.of(before), "abc", LIVE).passed()).isFalse();
  }

  @Test
  void anUptimeThatStartsAgainIsFound() {
    assertThat(uptimes(5_000, 7_900).passed()).isTrue();
    assertThat(uptimes(5_000, 300).passed()).isFalse();
    assertThat(uptimes(5_000, 5_900).passed()).isFalse();
  }

  private static vmft.demo.Proof.Check uptimes(long before, long after) {
    ShellSample first = new ShellSample(seconds(9), 80, before, "");
    ShellSample second = new ShellSample(seconds(12), 80, after, "");
    return LinuxProof.uptime(List.of(first, second), FAULT, LIVE);
  }

  private static vmft.demo.Proof.Check clockThatLost(long millis) {
    List<ClockSample> samples = List.of(look(9, 9_000), look(12, 12_000 - millis));
    return LinuxProof.clock(new GuestTime(samples), FAULT, LIVE);
  }

  private static vmft.demo.Proof.Check sameConnection(Conversation.Outcome outcome) {
    return LinuxProof.sameConnection(1, 40_000, Optional.of(SERVER), outcome);
  }

  private static Conversation.Outcome ended(long counter) {
    return new Conversation.Outcome("", Optional.of(SERVER), counter);
  }

  private static Conversation.Outcome ended(ServerFacts facts) {
    return new Conversation.Outcome("", Optional.of(facts), 1);
  }

  private static AnswerLog answers(Answer... answers) {
    AnswerLog log = new AnswerLog();
    List.of(answers).forEach(log::add);
    return log;
  }

  /** A look of no length. */
  private static ClockSample look(long second, long guestMillis) {
    return new ClockSample(seconds(second), seconds(second), guestMillis * 1_000);
  }

  private static ShellSample shell(long second, int process, String kept) {
    return new ShellSample(seconds(second), process, second * 1_000, kept);
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
