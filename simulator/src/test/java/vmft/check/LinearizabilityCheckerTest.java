package vmft.check;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.check.Script.KEY;

import java.util.List;
import org.junit.jupiter.api.Test;
import vmft.check.Answer.Status;

class LinearizabilityCheckerTest {
  private final Script script = new Script();

  @Test
  void oneOperationAfterTheOtherIsExplained() {
    script
        .notFound(0, 1)
        .put(2, 3, 5, 0)
        .get(4, 5, 5)
        .add(6, 7, 3, 8)
        .cas(8, 9, 8, 20)
        .casFailed(10, 11, 8, 20)
        .token(12, 13, 0xdead, 20)
        .get(14, 15, 0xdead);
    assertExplained();
  }

  @Test
  void concurrentOperationsMayTakeEffectInAnyOrder() {
    script.put(0, 10, 1, 2).put(0, 10, 2, 0).get(11, 12, 1);
    assertExplained();
  }

  @Test
  void aReadMaySeeAWriteThatIsStillUnderWay() {
    script.put(0, 100, 1, 0).get(10, 20, 1).get(30, 40, 1);
    assertExplained();
  }

  @Test
  void onceSeenAWriteCannotDisappear() {
    script.put(0, 100, 1, 0).get(10, 20, 1).notFound(30, 40);
    assertFlawed();
  }

  @Test
  void aStaleReadIsFound() {
    script.put(0, 1, 1, 0).put(2, 3, 2, 1).get(4, 5, 1);
    assertFlawed();
  }

  @Test
  void aLostAddIsFound() {
    script.add(0, 1, 1, 1).add(2, 3, 1, 2).get(4, 5, 1);
    assertFlawed();
  }

  @Test
  void twoAddsThatSawTheSameValueAreFound() {
    script.add(0, 10, 1, 1).add(0, 10, 1, 1);
    assertFlawed();
  }

  @Test
  void anAddAppliedTwiceIsFound() {
    script.add(0, 1, 1, 1).get(2, 3, 2);
    assertFlawed();
  }

  @Test
  void aLostTokenIsFound() {
    script.token(0, 1, 0xabcd, 0).notFound(2, 3);
    assertFlawed();
  }

  @Test
  void aChangedTokenIsFound() {
    script.token(0, 1, 0xabcd, 0).get(2, 3, 0xabce);
    assertFlawed();
  }

  @Test
  void twoSwapsFromTheSameValueAreFound() {
    script.put(0, 1, 5, 0).cas(2, 10, 5, 6).cas(2, 10, 5, 7);
    assertFlawed();
  }

  @Test
  void aSwapThatFailedAgainstTheExpectedValueIsFound() {
    script.put(0, 1, 5, 0).casFailed(2, 3, 5, 5);
    assertFlawed();
  }

  @Test
  void aSwapThatFailedAgainstAValueThatNeverWasIsFound() {
    script.put(0, 1, 5, 0).casFailed(2, 3, 4, 9);
    assertFlawed();
  }

  @Test
  void aWrongPreviousValueIsFound() {
    script.put(0, 1, 5, 0).put(2, 3, 6, 4);
    assertFlawed();
  }

  @Test
  void aWriteWithoutAnswerMayHaveHappenedOrNot() {
    script.put(0, 1, 1, 0).unanswered(2, Request.put(KEY, 2)).get(10, 11, 1).get(12, 13, 2);
    assertExplained();
  }

  @Test
  void aWriteWithoutAnswerHappensAtMostOnce() {
    script
        .put(0, 1, 1, 0)
        .unanswered(2, Request.put(KEY, 2))
        .get(10, 11, 2)
        .put(12, 13, 3, 2)
        .get(14, 15, 2);
    assertFlawed();
  }

  @Test
  void anAddWithoutAnswerMayCountOnceButNotTwice() {
    script.add(0, 1, 1, 1).unanswered(2, Request.add(KEY, 10)).get(20, 21, 11);
    assertExplained();
    script.get(22, 23, 21);
    assertFlawed();
  }

  @Test
  void aTokenWithoutAnswerCanBeAnythingButStaysTheSame() {
    script.unanswered(0, Request.token(KEY)).get(10, 11, 99).get(12, 13, 99).add(14, 15, 1, 100);
    assertExplained();
    script.get(16, 17, 98);
    assertFlawed();
  }

  @Test
  void aSwapWithoutAnswerTakesEffectOnlyOnItsExpectedValue() {
    script.put(0, 1, 5, 0).unanswered(2, Request.cas(KEY, 4, 6)).get(10, 11, 6);
    assertFlawed();
  }

  @Test
  void aFullStoreMayStillHaveAppliedACopyOfTheRequest() {
    script.answered(0, 1, Request.put(KEY, 3), Status.FULL, 0, 0).get(2, 3, 3);
    assertExplained();
  }

  @Test
  void aStoreThatForgotItsClientIsFound() {
    script.answered(0, 1, Request.put(KEY, 3), Status.STALE, 0, 0);
    assertFlawed();
  }

  @Test
  void keysDoNotConcernEachOther() {
    script.put(0, 1, 1, 0).ok(2, 3, Request.put(8, 2), 2, 0).get(4, 5, 1);
    assertExplained();
  }

  @Test
  void everyBadKeyIsNamed() {
    script
        .ok(0, 1, Request.get(-1), 1, 1)
        .ok(0, 1, Request.get(3), 1, 1)
        .ok(0, 1, Request.put(4, 1), 1, 0);
    assertThat(findings())
        .extracting(finding -> finding.text().lines().findFirst().orElseThrow())
        .containsExactly(
            "key 18446744073709551615: no order of these 1 operations explains their answers",
            "key 3: no order of these 1 operations explains their answers");
  }

  @Test
  void theReportShowsOnlyWhatIsNeededToSeeTheFlaw() {
    for (long i = 1; i <= 1_000; i++) {
      script.add(i * 10, i * 10 + 5, 1, i);
    }
    script.get(20_000, 20_001, 999);
    for (long i = 1; i <= 1_000; i++) {
      script.add(30_000 + i * 10, 30_000 + i * 10 + 5, 1, 1_000 + i);
    }
    assertThat(findings())
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.text().lines())
                    .satisfiesExactly(
                        line ->
                            assertThat(line).startsWith("key 7: no order of these 2 operations"),
                        line ->
                            assertThat(line).contains("#1000  ADD 1  =>  OK 1000 (before: 999)"),
                        line -> assertThat(line).contains("#1001  GET  =>  OK 999 (before: 999)")));
  }

  @Test
  void aHistoryTooHardToDecideIsSaidToBeSo() {
    for (int i = 0; i < 40; i++) {
      script.unanswered(i, Request.add(KEY, 1L << i));
    }
    script.get(100, 101, (1L << 39) - 1).get(102, 103, 0);
    assertThat(new LinearizabilityChecker(1_000).check(script.history()))
        .singleElement()
        .satisfies(finding -> assertThat(finding.certain()).isFalse())
        .hasToString("key 7: undecided after 1000 steps; 42 operations, 40 without an answer");
  }

  private List<Finding> findings() {
    return new LinearizabilityChecker().check(script.history());
  }

  private void assertExplained() {
    assertThat(findings()).isEmpty();
  }

  private void assertFlawed() {
    assertThat(findings()).singleElement().satisfies(f -> assertThat(f.certain()).isTrue());
  }
}
