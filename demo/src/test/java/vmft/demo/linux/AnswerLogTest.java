package vmft.demo.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerLogTest {
  private static final long MILLI = 1_000_000;

  private final AnswerLog log = new AnswerLog();

  @Test
  void theLongestPauseIsThatBetweenTwoAnswersAndBelongsToWhenItEnds() {
    answerAt(10, 20, 120, 130);
    assertThat(log.longestPause(0, Long.MAX_VALUE)).isEqualTo(100);
    assertThat(log.longestPause(0, 100 * MILLI)).isEqualTo(10);
    assertThat(log.longestPause(100 * MILLI, Long.MAX_VALUE)).isEqualTo(100);
    assertThat(log.longestPause(120 * MILLI, Long.MAX_VALUE)).isEqualTo(10);
  }

  @Test
  void withoutTwoAnswersThereIsNoPause() {
    answerAt(10);
    assertThat(log.longestPause(0, Long.MAX_VALUE)).isZero();
  }

  @Test
  void theFirstAnswerAfterAMomentIsFound() {
    answerAt(10, 20, 120);
    assertThat(log.firstAfter(20 * MILLI)).hasValue(20 * MILLI);
    assertThat(log.firstAfter(21 * MILLI)).hasValue(120 * MILLI);
    assertThat(log.firstAfter(121 * MILLI)).isEmpty();
  }

  @Test
  void incrementsThatTravelledTogetherCountEach() {
    log.add(new Answer(0, 1, 1, 3));
    log.add(new Answer(1, 2, 4, 2));
    assertThat(log.increments()).isEqualTo(5);
    assertThat(log.fault(0)).isEmpty();
    assertThat(log.fault(1)).contains("repeat: expected 2, found 1");
  }

  private void answerAt(long... millis) {
    for (long at : millis) {
      log.add(new Answer(at * MILLI, at * MILLI, log.increments() + 1, 1));
    }
  }
}
