package vmft.demo.kv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vmft.check.Answer;
import vmft.check.History;
import vmft.check.Operation;
import vmft.check.Request;

/**
 * Tokens that a workload was given for keys that nobody wrote again. Whatever machine answers now
 * must know them all.
 *
 * @param known found again as they were
 * @param lostKeys keys whose token is gone or another
 * @param unanswered requests that nobody answered
 */
public record Keepsakes(int known, List<Long> lostKeys, int unanswered) {

  /** Asks the store for each keepsake in the history; the requests become part of it. */
  public static Keepsakes ask(History history, KvClient client) throws InterruptedException {
    int known = 0;
    int unanswered = 0;
    List<Long> lost = new ArrayList<>();
    for (Map.Entry<Long, Long> keepsake : given(history).entrySet()) {
      Operation reading = client.execute(Request.get(keepsake.getKey()));
      if (reading.answer().isEmpty()) {
        unanswered++;
      } else if (isToken(reading.answer().get(), keepsake.getValue())) {
        known++;
      } else {
        lost.add(keepsake.getKey());
      }
    }
    return new Keepsakes(known, lost, unanswered);
  }

  /** How many had been given out by a moment, on the clock of the history. */
  public static int givenBefore(History history, long nanos) {
    List<Operation> earlier =
        history.operations().stream().filter(operation -> operation.endNanos() < nanos).toList();
    return given(new History(earlier)).size();
  }

  private static Map<Long, Long> given(History history) {
    Map<Long, Long> tokens = new TreeMap<>();
    for (Operation operation : history.operations()) {
      if (RequestMix.isKeepsake(operation.request())) {
        operation
            .answer()
            .filter(answer -> answer.status() == Answer.Status.OK)
            .ifPresent(answer -> tokens.put(operation.request().key(), answer.value()));
      }
    }
    return tokens;
  }

  private static boolean isToken(Answer answer, long token) {
    return answer.status() == Answer.Status.OK && answer.value() == token;
  }
}
