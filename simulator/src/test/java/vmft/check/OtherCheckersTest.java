package vmft.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OtherCheckersTest {
  private final Script script = new Script();

  @Test
  void aClockThatGoesOnIsFine() {
    script.time(0, 1, 100).time(2, 3, 100).time(4, 5, 101);
    assertThat(new ClockChecker().check(script.history())).isEmpty();
  }

  @Test
  void concurrentReadingsMayComeInAnyOrder() {
    script.time(0, 10, 100).time(0, 10, 90).unanswered(0, Request.time()).time(11, 12, 100);
    assertThat(new ClockChecker().check(script.history())).isEmpty();
  }

  @Test
  void aClockThatRunsBackwardsIsFoundAcrossReadingsInBetween() {
    script.time(0, 1, 100).time(0, 6, 80).time(5, 7, 100).time(8, 9, 99);
    assertThat(new ClockChecker().check(script.history()))
        .hasValueSatisfying(
            finding ->
                assertThat(finding.text().lines())
                    .hasSize(3)
                    .first()
                    .isEqualTo("the clock ran backwards by 1 ns"));
  }

  @Test
  void theSameTokenTwiceIsFound() {
    script.token(0, 1, 5, 0).token(2, 3, 6, 5);
    assertThat(new TokenChecker().check(script.history())).isEmpty();
    script.token(4, 5, 5, 6);
    assertThat(new TokenChecker().check(script.history())).isPresent();
  }

  @Test
  void allCheckersTogetherReportEachFlaw() {
    script.time(0, 1, 2).time(2, 3, 1).token(0, 1, 5, 0).token(2, 3, 5, 5).get(4, 5, 6);
    assertThat(HistoryChecker.check(script.history())).hasSize(3);
  }

  @Test
  void theSummaryCountsAndFindsTheLongestGap() {
    script.put(0, 10, 1, 0).get(5, 20, 1).unanswered(21, Request.get(1)).get(30, 500, 1);
    HistorySummary summary = HistorySummary.of(script.history());
    assertThat(summary.operations()).isEqualTo(4);
    assertThat(summary.unanswered()).isEqualTo(1);
    assertThat(summary.longestGap()).contains(new HistorySummary.Gap(20, 500));
    assertThat(HistorySummary.longestGapWithin(script.history(), 0, 20))
        .contains(new HistorySummary.Gap(10, 20));
    assertThat(HistorySummary.longestGapWithin(script.history(), 500, 600)).isEmpty();
    assertThat(HistorySummary.firstAnswerAfter(script.history(), 11)).hasValue(20);
    assertThat(HistorySummary.firstAnswerAfter(script.history(), 501)).isEmpty();
  }
}
