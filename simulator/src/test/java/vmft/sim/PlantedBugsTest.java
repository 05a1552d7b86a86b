package vmft.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Each bug is caught, by the checker that is there for it, within so many seeds. */
class PlantedBugsTest {
  private static final long SEEDS = 500;

  @Test
  void anOutputReleasedBeforeItsAcknowledgementIsCaught() {
    assertThat(firstViolation(PlantedBugs.outputsLeaveBeforeTheirAcknowledgement()))
        .contains("no output leaves before the backup holds its entry");
  }

  @Test
  void goingLiveWithoutTestAndSetIsCaught() {
    assertThat(firstViolation(PlantedBugs.goingLiveWithoutTestAndSet()))
        .contains("nobody goes live without winning test-and-set");
  }

  @Test
  void replayingPastTheHorizonIsCaught() {
    assertThat(firstViolation(PlantedBugs.replayingPastTheHorizon()))
        .containsAnyOf(
            "replicas never diverge", "replicas are in the same state at the same point");
  }

  @Test
  void forgettingTheOutputsNotKnownReleasedIsCaught() {
    assertThat(firstViolation(PlantedBugs.forgettingOutputsNotKnownReleased()))
        .contains("no output is missing");
  }

  @Test
  void aTestAndSetThatForgetsItsWinnerIsCaught() {
    assertThat(firstViolation(PlantedBugs.aRetryAtTestAndSetLoses()))
        .contains("clients are served once faults stop");
  }

  @Test
  void aFrozenPrimaryThatReleasesOnAStaleAcknowledgementIsCaught() {
    assertThat(firstViolation(PlantedBugs.theLeaseIsIgnored()))
        .contains("at most one replica is live");
  }

  @Test
  void aBackupThatReadsOnWithAFullBufferIsCaught() {
    assertThat(firstViolation(PlantedBugs.readingOnWithAFullBuffer()))
        .contains("buffers are bounded");
  }

  @Test
  void aFailureTellsTheSeedTheViolationTheLastEventsAndTheCommandThatShowsItAgain() {
    Report report = firstFailure(PlantedBugs.outputsLeaveBeforeTheirAcknowledgement());
    assertThat(report.toString())
        .contains("seed " + report.seed())
        .contains("violated: no output leaves before the backup holds its entry")
        .contains("last events:")
        .contains("./vmft simulate --seed " + report.seed() + " --verbose");
    assertThat(report.lastEvents()).hasSizeBetween(1, 30);
  }

  private static String firstViolation(Tampering bug) {
    return firstFailure(bug).violation().orElseThrow();
  }

  private static Report firstFailure(Tampering bug) {
    SimulationOptions options = SimulationOptions.quiet().planting(bug);
    return LongStream.range(0, SEEDS)
        .mapToObj(seed -> Simulation.run(seed, options))
        .filter(report -> !report.passed())
        .findFirst()
        .orElseThrow(() -> new AssertionError("not caught in " + SEEDS + " seeds"));
  }
}
