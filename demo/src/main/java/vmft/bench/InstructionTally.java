package vmft.bench;

import vmft.engine.unicorn.Hooks;

/** Counts the instructions of a {@link Workload}, by running it. */
final class InstructionTally {
  private final Workload work;
  private long atStart;
  private long atEnd;

  private InstructionTally(Workload work) {
    this.work = work;
  }

  static long of(Workload work, Images images) {
    InstructionTally tally = new InstructionTally(work);
    try (BareHart hart = new BareHart(images.load(work.image()), Hooks.COUNTING, tally::line)) {
      hart.run();
    }
    return tally.atEnd - tally.atStart;
  }

  private void line(String text, long count) {
    if (text.startsWith(work.from())) {
      atStart = count;
    } else if (text.startsWith(work.to())) {
      atEnd = count;
    }
  }
}
