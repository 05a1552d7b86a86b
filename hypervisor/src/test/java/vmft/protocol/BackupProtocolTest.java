package vmft.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.protocol.ReplicaState.BACKUP;
import static vmft.protocol.ReplicaState.CATCHING_UP;
import static vmft.protocol.ReplicaState.CLAIMING_TO_TAKE_OVER;
import static vmft.protocol.ReplicaState.HALTED;
import static vmft.protocol.ReplicaState.LIVE_ALONE;
import static vmft.protocol.ReplicaState.PAIRING;
import static vmft.protocol.ReplicaState.POWERED_OFF;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.channel.Message.Hello;
import vmft.channel.Message.Refusal;
import vmft.channel.Message.Welcome;
import vmft.channel.Pairing;
import vmft.log.EntryCodec;
import vmft.log.Generation;
import vmft.log.LogEntry;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogEntry.TimerExpired;
import vmft.log.LogPosition;
import vmft.replay.LoggedEvents;
import vmft.replay.LoggedEvents.DigestComparison;
import vmft.replay.Output;
import vmft.tas.TestAndSet.Verdict;

class BackupProtocolTest {
  private static final long MS = 1_000_000;
  private static final Pairing OWN =
      new Pairing("machine", Generation.FIRST, "image", "memory=1", "engine", 0);
  private static final ProtocolSettings SETTINGS =
      new ProtocolSettings(
          25 * MS, 300 * MS, 0, 100 * MS, 5 * MS, 25 * MS, 1000 * MS, 100 * MS, 1000, 100, 500,
          1000, 0, 0);

  private final LoggedEvents log = new LoggedEvents(LogPosition.START, DigestComparison::strict);
  private final BackupProtocol backup =
      new BackupProtocol(OWN, SETTINGS, log, entry -> {}, (from, to, why) -> {});
  private final List<Action> actions = new ArrayList<>();
  private LogPosition end = LogPosition.START;
  private long now;
  private boolean exhausted = true;
  private boolean off;

  // ---- pairing
  // -----------------------------------------------------------------------------------

  @Test
  void aPrimaryThatRunsTheSameIsWelcome() {
    pair();
    assertThat(sent(Welcome.class)).hasSize(1);
    assertThat(backup.mayRun()).isTrue();
  }

  @Test
  void aPrimaryThatRunsAnotherImageIsRefusedWithTheDifference() {
    deliver(new Hello(new Pairing("machine", Generation.FIRST, "other", "memory=1", "engine", 0)));
    assertThat(sent(Refusal.class)).hasSize(1);
    assertThat(sent(Refusal.class).get(0).reason()).contains("guest image", "other", "image");
    assertThat(actions).hasAtLeastOneElementOfType(Action.CloseChannel.class);
    assertThat(backup.state()).isEqualTo(PAIRING);
  }

  @Test
  void whoeverDoesNotSayHelloFirstIsRefused() {
    deliver(batch(10));
    assertThat(sent(Refusal.class).get(0).reason()).isEqualTo("expected Hello, found Batch");
  }

  // ---- receiving
  // -----------------------------------------------------------------------------------

  @Test
  void theEntryOfAnOutputIsAcknowledgedAtOnceExecutedOrNot() {
    pair();
    deliver(batch(50, output("a").entry()));
    turn();
    assertThat(lastAcknowledgement().receivedThrough()).isEqualTo(new LogPosition(1));
    assertThat(lastAcknowledgement().executedCount()).isZero();
  }

  @Test
  void otherEntriesAreAcknowledgedWithinAKeepAlive() {
    pair();
    deliver(batch(50, new TimerExpired(50)));
    turn();
    assertThat(sent(Acknowledgement.class)).isEmpty();
    now += 25 * MS;
    turn();
    assertThat(lastAcknowledgement().receivedThrough()).isEqualTo(new LogPosition(1));
  }

  @Test
  void anAcknowledgementEchoesTheNewestBatch() {
    pair();
    deliver(new Batch(end, 0, new byte[0], 10, LogPosition.START, 1234));
    now += 25 * MS;
    turn();
    assertThat(lastAcknowledgement().echoTicks()).isEqualTo(1234);
  }

  @Test
  void aGapInTheLogIsASuspicionAndNothingOfItIsTaken() {
    pair();
    end = end.plus(3);
    deliver(batch(50, new TimerExpired(10)));
    assertThat(backup.state()).isEqualTo(CLAIMING_TO_TAKE_OVER);
    assertThat(backup.reason()).contains("expected entry 0").contains("found 3");
    assertThat(log.received()).isEqualTo(LogPosition.START);
  }

  @Test
  void aHorizonThatShrinksIsASuspicion() {
    pair();
    deliver(batch(50));
    deliver(batch(40));
    assertThat(backup.state()).isEqualTo(CLAIMING_TO_TAKE_OVER);
  }

  @Test
  void anEntryBelowTheHorizonIsASuspicionAndNothingOfItsBatchIsTaken() {
    pair();
    deliver(batch(50));
    deliver(batch(60, new TimerExpired(49)));
    assertThat(backup.state()).isEqualTo(CLAIMING_TO_TAKE_OVER);
    assertThat(log.received()).isEqualTo(LogPosition.START);
  }

  @Test
  void bytesThatAreNoEntriesAreASuspicion() {
    pair();
    deliver(new Batch(end, 1, new byte[] {0, 0, 0}, 50, LogPosition.START, 0));
    assertThat(backup.state()).isEqualTo(CLAIMING_TO_TAKE_OVER);
    assertThat(backup.reason()).startsWith("malformed batch");
  }

  @Test
  void whatComesAfterASuspicionDoesNotCountAsReceived() {
    pair();
    backup.onChannelClosed("reset");
    deliver(batch(50, output("a").entry()));
    turn();
    assertThat(log.received()).isEqualTo(LogPosition.START);
    assertThat(sent(Acknowledgement.class)).isEmpty();
  }

  @Test
  void aFullBufferStopsReadingAndThePrimaryIsNotSuspectedForIt() {
    pair();
    deliver(batch(50, new FrameReceived(50, new byte[2000])));
    assertThat(backup.receiveBufferFull()).isTrue();
    passTime(1000, this::beatFromPrimary);
    assertThat(backup.state()).isEqualTo(BACKUP);
  }

  @Test
  void behindTheEndOfTheLogItReadsOnHoweverFullItsBuffer() {
    pair();
    deliver(batch(50, new FrameReceived(50, new byte[2000]), new PoweredOff(50)));
    assertThat(backup.receiveBufferFull()).isFalse();
  }

  // ---- the primary is gone
  // ---------------------------------------------------------------------------

  @Test
  void silenceOfTheHeartbeatIsASuspicion() {
    pair();
    passTime(310, () -> deliver(batch(0)));
    assertThat(backup.reason()).startsWith("no heartbeat");
    assertThat(backup.state()).isEqualTo(CLAIMING_TO_TAKE_OVER);
  }

  @Test
  void silenceOfTheLogIsASuspicion() {
    pair();
    passTime(310, this::beatFromPrimary);
    assertThat(backup.reason()).startsWith("no log traffic");
    assertThat(backup.state()).isEqualTo(CLAIMING_TO_TAKE_OVER);
  }

  @Test
  void theLoserHaltsAndSaysWhy() {
    suspect();
    backup.onVerdict(Verdict.LOST, now);
    assertThat(backup.state()).isEqualTo(HALTED);
    assertThat(backup.reason()).contains("the primary runs the machine alone");
    assertThat(backup.mayRun()).isFalse();
  }

  @Test
  void withoutAnAnswerItWaitsAndAsksAgain() {
    suspect();
    for (int i = 0; i < 5; i++) {
      turn();
      assertThat(actions).filteredOn(Action.Claim.class::isInstance).hasSize(i + 1);
      backup.onVerdict(Verdict.UNKNOWN, now);
      now += 100 * MS;
      assertThat(backup.state()).isEqualTo(CLAIMING_TO_TAKE_OVER);
    }
  }

  @Test
  void theWinnerReplaysEverythingBeforeItGoesLive() {
    suspect();
    exhausted = false;
    backup.onVerdict(Verdict.WON, now);
    now += 1000 * MS;
    turn();
    assertThat(backup.state()).isEqualTo(CATCHING_UP);
    exhausted = true;
    turn();
    assertThat(backup.state()).isEqualTo(LIVE_ALONE);
    assertThat(actions).contains(new Action.GoLive());
  }

  @Test
  void theWinnerGoesLiveNoEarlierThanThePrimarysLeaseEnds() {
    pair();
    now += 50 * MS;
    deliver(batch(0));
    long heardAt = now;
    backup.onChannelClosed("reset");
    backup.onVerdict(Verdict.WON, now);
    now = heardAt + 100 * MS;
    turn();
    assertThat(backup.state()).isEqualTo(CATCHING_UP);
    assertThat(backup.nextDeadline()).isEqualTo(heardAt + SETTINGS.leaseByAnyClock());
    now = backup.nextDeadline();
    turn();
    assertThat(backup.state()).isEqualTo(LIVE_ALONE);
  }

  @Test
  void atTakeoverItRepeatsWhatIsNotKnownToHaveLeft() {
    pair();
    Output first = output("a");
    Output second = output("b");
    deliver(batch(50, first.entry(), second.entry()));
    backup.onOutput(first, new LogPosition(0));
    backup.onOutput(second, new LogPosition(1));
    deliver(new Batch(end, 0, new byte[0], 50, new LogPosition(1), 0));
    takeOver();
    assertThat(released()).containsExactly("b");
  }

  @Test
  void untilItIsLiveNothingLeaves() {
    pair();
    Output output = output("a");
    deliver(batch(50, output.entry()));
    backup.onOutput(output, new LogPosition(0));
    turn();
    backup.onChannelClosed("reset");
    turn();
    exhausted = false;
    backup.onVerdict(Verdict.WON, now);
    turn();
    assertThat(released()).isEmpty();
  }

  @Test
  void guestTimeGoesOnWhereTheLogLastShowedItAndNeverBack() {
    pair();
    deliver(
        new Batch(
            end, 1, EntryCodec.pack(List.of(new ClockRead(5, 9_000))), 50, LogPosition.START, 100));
    assertThat(backup.continuingClock(now).ticksAt(now)).isEqualTo(9_000);
    now += 10 * MS; // 100,000 ticks
    assertThat(backup.continuingClock(now).ticksAt(now)).isEqualTo(100_100);
  }

  @Test
  void aDivergedBackupIsNeverPromoted() {
    pair();
    backup.onDivergence("diverged at count 7");
    assertThat(backup.state()).isEqualTo(HALTED);
    backup.onChannelClosed("reset");
    backup.onVerdict(Verdict.WON, now);
    turn();
    assertThat(backup.state()).isEqualTo(HALTED);
    assertThat(backup.reason()).isEqualTo("diverged at count 7");
  }

  // ---- power-off
  // -----------------------------------------------------------------------------------------

  @Test
  void powerOffWithNothingToReleaseEndsItWithoutAClaim() {
    pair();
    deliver(batch(50, new PoweredOff(50)));
    off = true;
    turn();
    assertThat(lastAcknowledgement().receivedThrough()).isEqualTo(new LogPosition(1));
    assertThat(backup.state()).isEqualTo(POWERED_OFF);
  }

  @Test
  void powerOffWaitsUntilEveryOutputIsKnownToHaveLeft() {
    powerOffWithOneOutput();
    assertThat(backup.state()).isEqualTo(BACKUP);
    deliver(new Batch(end, 0, new byte[0], 50, new LogPosition(1), 0));
    backup.onChannelClosed("closed by the primary");
    turn();
    assertThat(backup.state()).isEqualTo(POWERED_OFF);
    assertThat(released()).isEmpty();
  }

  @Test
  void aPrimaryThatDiesDuringPowerOffIsTakenOverToRepeatTheOutput() {
    powerOffWithOneOutput();
    takeOver();
    turn();
    assertThat(released()).containsExactly("bye");
    assertThat(backup.state()).isEqualTo(POWERED_OFF);
  }

  @Test
  void onceAllHasLeftTheSilenceOfThePrimaryMeansNothing() {
    powerOffWithOneOutput();
    off = false; // it has yet to replay the end
    deliver(new Batch(end, 0, new byte[0], 50, new LogPosition(1), 0));
    passTime(1000, () -> {});
    assertThat(backup.state()).isEqualTo(BACKUP);
    off = true;
    turn();
    assertThat(backup.state()).isEqualTo(POWERED_OFF);
  }

  private void powerOffWithOneOutput() {
    pair();
    Output bye = output("bye");
    deliver(batch(50, bye.entry(), new PoweredOff(50)));
    backup.onOutput(bye, new LogPosition(0));
    off = true;
    turn();
  }

  // ---- vocabulary
  // ------------------------------------------------------------------------------------------

  private void pair() {
    deliver(new Hello(OWN));
    assertThat(backup.state()).isEqualTo(BACKUP);
  }

  private void suspect() {
    pair();
    backup.onChannelClosed("reset");
    assertThat(backup.state()).isEqualTo(CLAIMING_TO_TAKE_OVER);
  }

  private void takeOver() {
    backup.onChannelClosed("reset");
    turn();
    backup.onVerdict(Verdict.WON, now);
    now += SETTINGS.leaseByAnyClock();
    turn();
  }

  private void deliver(Message message) {
    backup.onMessage(message, now);
    if (message instanceof Batch batch) {
      end = batch.end();
    }
    collect();
  }

  private Batch batch(long horizon, LogEntry... entries) {
    List<LogEntry> list = List.of(entries);
    return new Batch(end, list.size(), EntryCodec.pack(list), horizon, LogPosition.START, 0);
  }

  private static Output output(String text) {
    return new Output(0, OutputKind.CONSOLE, text.getBytes(StandardCharsets.UTF_8));
  }

  private void turn() {
    backup.onTick(now, 0);
    backup.afterRun(now, 0, exhausted, off);
    collect();
  }

  private void passTime(long millis, Runnable everyTime) {
    for (int i = 0; i < millis / 10; i++) {
      now += 10 * MS;
      everyTime.run();
      turn();
    }
  }

  private void beatFromPrimary() {
    backup.onHeartbeat(
        new Heartbeat("machine", Generation.FIRST, Heartbeat.Sender.PRIMARY, 0), now);
  }

  private void collect() {
    actions.addAll(backup.takeActions());
  }

  private <T extends Message> List<T> sent(Class<T> type) {
    return actions.stream()
        .filter(Action.Send.class::isInstance)
        .map(action -> ((Action.Send) action).message())
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private Acknowledgement lastAcknowledgement() {
    List<Acknowledgement> all = sent(Acknowledgement.class);
    return all.get(all.size() - 1);
  }

  private List<String> released() {
    return actions.stream()
        .filter(Action.Release.class::isInstance)
        .map(action -> ((Action.Release) action).output().data())
        .map(data -> new String(data, StandardCharsets.UTF_8))
        .toList();
  }
}
