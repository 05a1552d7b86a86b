package vmft.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.protocol.ReplicaState.CLAIMING_TO_RUN_ALONE;
import static vmft.protocol.ReplicaState.HALTED;
import static vmft.protocol.ReplicaState.LIVE_ALONE;
import static vmft.protocol.ReplicaState.POWERED_OFF;
import static vmft.protocol.ReplicaState.PRIMARY;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.channel.Message.Hello;
import vmft.channel.Message.Refusal;
import vmft.channel.Message.Welcome;
import vmft.channel.Pairing;
import vmft.log.Generation;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogEntry.TimerExpired;
import vmft.log.LogPosition;
import vmft.replay.GuestClock;
import vmft.replay.Output;
import vmft.tas.TestAndSet.Verdict;

class PrimaryProtocolTest {
  private static final long MS = 1_000_000;
  private static final Pairing PAIRING =
      new Pairing("machine", Generation.FIRST, "image", "memory=1", "engine", 0);
  private static final ProtocolSettings SETTINGS =
      new ProtocolSettings(
          25 * MS, 300 * MS, 0, 100 * MS, 5 * MS, 25 * MS, 1000 * MS, 100 * MS, 1000, 100, 500,
          1000, 0, 0);

  private final GuestClock clock = new GuestClock(0, 0);
  private final PrimaryProtocol primary =
      new PrimaryProtocol(PAIRING, SETTINGS, clock, entry -> {}, (from, to, why) -> {});
  private final List<Action> actions = new ArrayList<>();
  private long now;
  private long count;
  private boolean running = true;

  @BeforeEach
  void saysHello() {
    collect();
    assertThat(sent(Hello.class)).hasSize(1);
    actions.clear();
  }

  // ---- pairing
  // -----------------------------------------------------------------------------------

  @Test
  void theGuestDoesNotRunBeforeTheBackupIsThere() {
    assertThat(primary.mayRun()).isFalse();
    pair();
    assertThat(primary.mayRun()).isTrue();
  }

  @Test
  void aRefusalHaltsItAndIsPassedOn() {
    deliver(new Refusal("guest image: differs"));
    assertThat(primary.state()).isEqualTo(HALTED);
    assertThat(primary.reason()).contains("guest image: differs");
  }

  @Test
  void aChannelThatClosesBeforePairingHaltsIt() {
    primary.onChannelClosed("reset");
    assertThat(primary.state()).isEqualTo(HALTED);
  }

  @Test
  void anAnswerThatMakesNoSenseHaltsItAndClosesTheChannel() {
    deliver(new Acknowledgement(LogPosition.START, 0, 0));
    assertThat(primary.state()).isEqualTo(HALTED);
    assertThat(actions).hasAtLeastOneElementOfType(Action.CloseChannel.class);
  }

  // ---- output rule and lease
  // -----------------------------------------------------------------------

  @Test
  void anOutputIsSentAtOnceAndLeavesOnItsAcknowledgement() {
    pair();
    output("a");
    turn();
    assertThat(sent(Batch.class)).hasSize(1);
    assertThat(released()).isEmpty();
    acknowledgeEverything();
    assertThat(released()).containsExactly("a");
  }

  @Test
  void theGuestGoesOnWhileAnOutputWaits() {
    pair();
    output("a");
    turn();
    assertThat(primary.mayRun()).isTrue();
  }

  @Test
  void anAcknowledgementThatIsTooOldReleasesNothing() {
    pair();
    output("a");
    turn();
    long sentTicks = clock.ticksAt(now);
    now += 101 * MS;
    deliver(new Acknowledgement(primary.logEnd(), 0, sentTicks));
    assertThat(released()).isEmpty();
    deliver(new Acknowledgement(primary.logEnd(), 0, clock.ticksAt(now)));
    assertThat(released()).containsExactly("a");
  }

  @Test
  void theNextBatchTellsWhatHasLeft() {
    pair();
    output("a");
    turn();
    acknowledgeEverything();
    now += 25 * MS;
    turn();
    assertThat(lastBatch().releasedThrough()).isEqualTo(primary.logEnd());
  }

  @Test
  void outputsBeyondTheBoundMakeTheGuestWait() {
    pair();
    output("x".repeat(101));
    turn();
    assertThat(primary.mayRun()).isFalse();
    acknowledgeEverything();
    assertThat(primary.mayRun()).isTrue();
  }

  @Test
  void anUnacknowledgedLogBeyondTheBoundMakesTheGuestWait() {
    pair();
    while (primary.unacknowledgedBytes() <= 1000) {
      primary.append(new TimerExpired(count += 300));
      turn();
    }
    assertThat(primary.mayRun()).isFalse();
    acknowledgeEverything();
    assertThat(primary.mayRun()).isTrue();
  }

  // ---- pace
  // ------------------------------------------------------------------------------------------

  @Test
  void anIdleGuestsHorizonIsPublishedEveryKeepAlive() {
    pair();
    for (int i = 0; i < 10; i++) {
      now += 25 * MS;
      turn();
    }
    assertThat(sent(Batch.class)).hasSize(10);
  }

  @Test
  void whereAGuestCameToRestIsToldWithTheEntryThatWakesIt() {
    pair();
    now += 10 * MS;
    tick();
    running = false;
    count += 50;
    passTime(10, () -> {});
    assertThat(sent(Batch.class)).hasSize(1);
    tick();
    assertThat(sent(Batch.class)).hasSize(2);
    assertThat(lastBatch().horizon()).isEqualTo(count);
  }

  @Test
  void whereAGuestCameToRestIsToldByTheKeepAliveAtTheLatest() {
    pair();
    running = false;
    count += 50;
    turn();
    assertThat(sent(Batch.class)).isEmpty();
    assertThat(primary.nextDeadline()).isEqualTo(25 * MS);
    now += 25 * MS;
    turn();
    assertThat(lastBatch().horizon()).isEqualTo(count);
  }

  @Test
  void aRunningGuestsHorizonIsPublishedEveryFlushInterval() {
    pair();
    turn();
    for (int i = 0; i < 10; i++) {
      assertThat(primary.runDeadline(now)).isEqualTo(now + 5 * MS);
      now += 5 * MS;
      count += 1000;
      turn();
    }
    assertThat(sent(Batch.class)).hasSize(10);
    assertThat(lastBatch().horizon()).isEqualTo(count);
  }

  @Test
  void heartbeatsKeepTheirPace() {
    pair();
    for (int i = 0; i < 20; i++) {
      turn();
      now += 12_500_000;
      keepBackupAlive();
    }
    assertThat(actions).filteredOn(Action.Beat.class::isInstance).hasSize(10);
  }

  // ---- the backup is gone
  // --------------------------------------------------------------------------

  @Test
  void silenceOfTheHeartbeatIsASuspicion() {
    pair();
    passTime(310, () -> acknowledgeEverything());
    assertThat(primary.state()).isEqualTo(CLAIMING_TO_RUN_ALONE);
    assertThat(primary.reason()).startsWith("no heartbeat");
  }

  @Test
  void silenceOfAcknowledgementsIsASuspicion() {
    pair();
    passTime(310, this::beatFromBackup);
    assertThat(primary.state()).isEqualTo(CLAIMING_TO_RUN_ALONE);
    assertThat(primary.reason()).startsWith("no acknowledgement");
  }

  @Test
  void aClosedChannelIsASuspicion() {
    pair();
    primary.onChannelClosed("reset");
    assertThat(primary.state()).isEqualTo(CLAIMING_TO_RUN_ALONE);
  }

  @Test
  void anAcknowledgementOfWhatWasNeverSentIsASuspicion() {
    pair();
    deliver(new Acknowledgement(new LogPosition(77), 0, 0));
    assertThat(primary.state()).isEqualTo(CLAIMING_TO_RUN_ALONE);
    assertThat(primary.reason()).contains("77 entries of 0 sent");
  }

  @Test
  void aForeignHeartbeatIsNoSignOfLife() {
    pair();
    passTime(
        310,
        () -> {
          acknowledgeEverything();
          primary.onHeartbeat(
              new Heartbeat("another", Generation.FIRST, Heartbeat.Sender.BACKUP, 1), now);
          primary.onHeartbeat(
              new Heartbeat("machine", new Generation(2), Heartbeat.Sender.BACKUP, 1), now);
        });
    assertThat(primary.state()).isEqualTo(CLAIMING_TO_RUN_ALONE);
  }

  @Test
  void whileClaimingNothingLeavesHoweverFreshTheAcknowledgement() {
    pair();
    output("a");
    turn();
    primary.onChannelClosed("reset");
    acknowledgeEverything();
    turn();
    assertThat(released()).isEmpty();
  }

  @Test
  void theWinnerReleasesWhatItHeldAndRunsOnAlone() {
    pair();
    output("a");
    output("b");
    primary.onChannelClosed("reset");
    turn();
    assertThat(actions).contains(new Action.Claim());
    primary.onVerdict(Verdict.WON, now);
    collect();
    assertThat(primary.state()).isEqualTo(LIVE_ALONE);
    assertThat(released()).containsExactly("a", "b");
    output("c");
    turn();
    assertThat(released()).containsExactly("a", "b", "c");
  }

  @Test
  void theLoserHaltsAndSaysWhyAndNothingLeavesEver() {
    pair();
    output("a");
    primary.onChannelClosed("reset");
    turn();
    primary.onVerdict(Verdict.LOST, now);
    acknowledgeEverything();
    turn();
    assertThat(primary.state()).isEqualTo(HALTED);
    assertThat(primary.reason()).contains("lost test-and-set");
    assertThat(primary.mayRun()).isFalse();
    assertThat(released()).isEmpty();
  }

  @Test
  void withoutAnAnswerItWaitsAndAsksAgain() {
    pair();
    primary.onChannelClosed("reset");
    for (int i = 0; i < 5; i++) {
      turn();
      assertThat(actions).filteredOn(Action.Claim.class::isInstance).hasSize(i + 1);
      primary.onVerdict(Verdict.UNKNOWN, now);
      assertThat(primary.state()).isEqualTo(CLAIMING_TO_RUN_ALONE);
      now += 100 * MS;
    }
  }

  // ---- power-off
  // -------------------------------------------------------------------------------------

  @Test
  void powerOffWaitsForTheLastOutputAndTellsTheBackupThatItLeft() {
    pair();
    output("bye");
    primary.onMachineOff(count);
    turn();
    assertThat(primary.state()).isEqualTo(PRIMARY);
    acknowledgeEverything();
    turn();
    assertThat(released()).containsExactly("bye");
    assertThat(primary.state()).isEqualTo(POWERED_OFF);
    assertThat(lastBatch().releasedThrough()).isEqualTo(new LogPosition(1));
    assertThat(actions.get(actions.size() - 1)).isInstanceOf(Action.CloseChannel.class);
  }

  @Test
  void aBackupThatHasEverythingMayCloseFirst() {
    pair();
    primary.onMachineOff(count);
    turn();
    acknowledgeEverything();
    primary.onChannelClosed("closed by the backup");
    turn();
    assertThat(primary.state()).isEqualTo(POWERED_OFF);
  }

  @Test
  void aBackupThatDiesDuringPowerOffHasToBeOutvotedFirst() {
    pair();
    output("bye");
    primary.onMachineOff(count);
    turn();
    primary.onChannelClosed("reset");
    turn();
    assertThat(primary.state()).isEqualTo(CLAIMING_TO_RUN_ALONE);
    assertThat(released()).isEmpty();
    primary.onVerdict(Verdict.WON, now);
    turn();
    assertThat(released()).containsExactly("bye");
    assertThat(primary.state()).isEqualTo(POWERED_OFF);
  }

  // ---- vocabulary
  // --------------------------------------------------------------------------------------

  private void pair() {
    deliver(new Welcome());
    assertThat(primary.state()).isEqualTo(PRIMARY);
  }

  private void deliver(Message message) {
    primary.onMessage(message, now);
    collect();
  }

  private void turn() {
    primary.onTick(now);
    primary.afterRun(now, count, running);
    collect();
  }

  /** A timer interrupt, and what the guest does first. */
  private void tick() {
    primary.append(new TimerExpired(count));
    running = true;
    count += 30;
    turn();
  }

  private void output(String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    Output output = new Output(count, OutputKind.CONSOLE, data);
    primary.onOutput(output, primary.append(output.entry()));
  }

  private void acknowledgeEverything() {
    deliver(new Acknowledgement(primary.logEnd(), count, clock.ticksAt(now)));
  }

  private void beatFromBackup() {
    primary.onHeartbeat(
        new Heartbeat("machine", Generation.FIRST, Heartbeat.Sender.BACKUP, 0), now);
  }

  private void keepBackupAlive() {
    beatFromBackup();
    acknowledgeEverything();
  }

  private void passTime(long millis, Runnable everyTime) {
    for (int i = 0; i < millis / 10; i++) {
      now += 10 * MS;
      everyTime.run();
      turn();
    }
  }

  private void collect() {
    actions.addAll(primary.takeActions());
  }

  private <T extends Message> List<T> sent(Class<T> type) {
    return actions.stream()
        .filter(Action.Send.class::isInstance)
        .map(action -> ((Action.Send) action).message())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private Batch lastBatch() {
    List<Batch> batches = sent(Batch.class);
    return batches.get(batches.size() - 1);
  }

  private List<String> released() {
    return actions.stream()
        .filter(Action.Release.class::isInstance)
        .map(action -> ((Action.Release) action).output().data())
        .map(data -> new String(data, StandardCharsets.UTF_8))
        .toList();
  }
}
