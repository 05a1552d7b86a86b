package vmft.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(Summary.of(4, 1, 3, 10)).isEqualTo(new Summary(3.5, 1, 10));
  }

  @Test
  void aGoalIsMetOrNotAndTheLineSaysSo() {
    Figure ratio = Figure.of("counting / bare", Summary.of(0.8, 0.9, 0.84), "");
    assertThat(ratio.atLeast(0.85).toText()).contains("0.84", "(0.80 to 0.90)", "NOT met");
    assertThat(ratio.atLeast(0.8).toText()).contains("at least 0.8: met");
    assertThat(ratio.atMost(0.8).met()).isFalse();
  }

  @Test
  void aSectionHasMetItsGoalsWhenEachFigureHas() {
    Figure good = Figure.of("a", 1, "B").atMost(8);
    Figure bad = Figure.of("b", 9, "B").atMost(8);
    assertThat(new Section("t", "w", List.of(good), List.of()).met()).isTrue();
    assertThat(new Section("t", "w", List.of(good, bad), List.of()).met()).isFalse();
  }
}
