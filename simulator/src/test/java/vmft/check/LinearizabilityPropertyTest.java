package vmft.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LinearizabilityPropertyTest {
  private final LinearizabilityChecker checker = new LinearizabilityChecker();

  @Test
  void everyHistoryOfATrueStoreIsExplained() {
    for (int seed = 0; seed < 300; seed++) {
      History history = new RandomHistories(seed).history(200, 3, 5 + seed % 60, seed % 4);
      assertThat(checker.check(history)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void aSmallHistoryIsJudgedAsByTryingEveryOrder() {
    int flawed = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      History history = new RandomHistories(seed).history(6, 1, seed % 30, seed % 3 * 15);
      List<Operation> operations = spoilt(history.operations(), new Random(seed));
      boolean explained = checker.check(new History(operations)).isEmpty();
      assertThat(explained).as("seed %d", seed).isEqualTo(BruteForce.explains(operations));
      flawed += explained ? 0 : 1;
    }
    assertThat(flawed).as("both kinds must occur").isBetween(4_000, 16_000);
  }

  /** One answer is replaced by another's, so that the history is flawed more often than not. */
  private static List<Operation> spoilt(List<Operation> operations, Random random) {
    List<Operation> result = new ArrayList<>(operations);
    Operation victim = result.get(random.nextInt(result.size()));
    Optional<Answer> foreign = result.get(random.nextInt(result.size())).answer();
    if (victim.answer().isPresent() && foreign.isPresent()) {
      Answer answer =
          new Answer(
              victim.endNanos(),
              foreign.get().status(),
              foreign.get().value(),
              foreign.get().previous());
      result.remove(victim);
      result.add(
          new Operation(
              victim.client(), 1, victim.request(), victim.invokedNanos(), Optional.of(answer), 0));
    }
    return result;
  }

  @Test
  @Timeout(20)
  void tensOfThousandsOfOperationsTakeSeconds() {
    History history = new RandomHistories(1).history(40_000, 4, 80, 0);
    assertThat(checker.check(history)).isEmpty();
  }

  @Test
  @Timeout(20)
  void oneFlawAmongTensOfThousandsIsFoundAndShownSmall() {
    History history = new RandomHistories(2).history(20_000, 4, 80, 0);
    List<Operation> operations = new ArrayList<>(history.operations());
    Operation lost =
        operations.stream()
            .filter(op -> op.client() > 10_000 && op.request().kind() == Request.Kind.ADD)
            .findFirst()
            .orElseThrow();
    operations.remove(lost);
    assertThat(checker.check(new History(operations)))
        .singleElement()
        .satisfies(finding -> assertThat(finding.text().lines().count()).isBetween(2L, 62L));
  }
}
