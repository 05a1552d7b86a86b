package vmft.sim;

import static vmft.sim.EventQueue.MICROSECOND;
import static vmft.sim.EventQueue.MILLISECOND;

import vmft.tas.TestAndSet.Verdict;

/**
 * Test-and-set as seen from the hosts: one flag, right in itself, behind a network that delays
 * questions and loses answers. Every question is answered in time, if need be with "unknown".
 */
final class FlagService {
  private final EventQueue time;
  private final Conditions conditions;
  private final SimRandom random;
  private final Watch watch;
  private final boolean winnerIsToldAgain;
  private Side holder;

  /**
   * @param winnerIsToldAgain R6.4; false is a planted bug
   */
  FlagService(
      EventQueue time,
      Conditions conditions,
      SimRandom random,
      Watch watch,
      boolean winnerIsToldAgain) {
    this.time = time;
    this.conditions = conditions;
    this.random = random;
    this.watch = watch;
    this.winnerIsToldAgain = winnerIsToldAgain;
  }

  /** Takes the one answer to one question. */
  @FunctionalInterface
  interface Asker {
    void answered(Verdict verdict);
  }

  private static final class Question {
    private final Side side;
    private final Asker asker;
    private boolean answered;

    Question(Side side, Asker asker) {
      this.side = side;
      this.asker = asker;
    }

    void answer(Verdict verdict) {
      if (!answered) {
        answered = true;
        asker.answered(verdict);
      }
    }
  }

  /**
   * @param deadline nanoseconds after which the answer is "unknown"
   */
  void ask(Side side, long deadline, Asker asker) {
    Question question = new Question(side, asker);
    time.after(deadline, () -> question.answer(Verdict.UNKNOWN));
    if (conditions.reachesTestAndSet(side)) {
      time.after(delay(), () -> decide(question));
    }
  }

  private void decide(Question question) {
    if (!conditions.reachesTestAndSet(question.side)) {
      return;
    }
    Verdict verdict = testAndSet(question.side);
    if (!conditions.has(Conditions.Fault.VERDICTS_LOST)) {
      time.after(delay(), () -> reply(question, verdict));
    }
  }

  private Verdict testAndSet(Side side) {
    if (holder == null) {
      holder = side;
      watch.flagWon(side);
      return Verdict.WON;
    }
    return holder == side && winnerIsToldAgain ? Verdict.WON : Verdict.LOST;
  }

  private void reply(Question question, Verdict verdict) {
    if (conditions.reachesTestAndSet(question.side)) {
      question.answer(verdict);
    }
  }

  private long delay() {
    long most = random.chance(5) ? 300 * MILLISECOND : 4 * MILLISECOND;
    return random.between(100 * MICROSECOND, most);
  }
}
