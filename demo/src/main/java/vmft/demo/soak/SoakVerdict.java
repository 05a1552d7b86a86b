package vmft.demo.soak;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import vmft.demo.Proof.Check;
import vmft.event.Event;
import vmft.replica.Milestone;

/** What must hold at the end of a soak. Pure. */
final class SoakVerdict {
  /** What a replica may take beside the guest's memory. */
  static final int MARGIN_MIB = 300;

  private SoakVerdict() {}

  /** The guest did its work to the end. */
  static Check workload(int rounds, boolean inOrder, boolean wellEnded) {
    return new Check(
        rounds > 0 && inOrder && wellEnded,
        "the workload did its rounds and found nothing wrong",
        "%d rounds%s; %s"
            .formatted(
                rounds,
                inOrder ? "" : ", not one by one",
                wellEnded ? "it ended well" : "it did not end well"));
  }

  /** The backup found each digest to be its own. */
  static Check digests(long compared, OptionalInt exitOfBackup) {
    return new Check(
        compared > 0 && exitOfBackup.orElse(-1) == 0,
        "no divergence: the backup's state had each digest of the log, the last one with memory",
        compared + " digests, exit code " + text(exitOfBackup));
  }

  /** Protection never ended before the machine was switched off. */
  static Check protection(OptionalInt exitOfPrimary, List<Event> ofPrimary, List<Event> ofBackup) {
    List<Event> alarms =
        Stream.concat(ofPrimary.stream(), ofBackup.stream()).filter(SoakVerdict::isAlarm).toList();
    return new Check(
        alarms.isEmpty() && exitOfPrimary.orElse(-1) == 0,
        "the machine was protected to its end",
        alarms.isEmpty()
            ? "no side suspected the other; exit code " + text(exitOfPrimary)
            : alarms.get(0).toString());
  }

  private static boolean isAlarm(Event event) {
    return Stream.of(Milestone.Kind.SUSPECTED, Milestone.Kind.HALTED, Milestone.Kind.LIVE)
        .anyMatch(kind -> kind.name().equals(event.name()));
  }

  /** Memory stayed within its bound, on one side. */
  static Check memory(String side, long peakMib, int guestMib) {
    return new Check(
        peakMib > 0 && peakMib <= guestMib + MARGIN_MIB,
        "the %s took no more than the guest's %d MiB and %d".formatted(side, guestMib, MARGIN_MIB),
        "%d MiB at most".formatted(peakMib));
  }

  private static String text(OptionalInt exit) {
    return exit.isPresent() ? Integer.toString(exit.getAsInt()) : "none, it lives";
  }
}
