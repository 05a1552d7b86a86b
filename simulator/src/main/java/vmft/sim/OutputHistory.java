package vmft.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vmft.log.LogEntry.OutputKind;
import vmft.replay.Output;

/**
 * Everything that ever left the machine, from whichever host: one history, without gap, in order;
 * what leaves twice is the same both times (R3.1, R3.4).
 */
final class OutputHistory {
  private record Left(OutputStamp stamp, byte[] data) {}

  private final List<Left> left = new ArrayList<>();
  private final Map<Side, Long> next = new EnumMap<>(Side.class);
  private long repeats;

  static OutputStamp stampOf(Output output) {
    if (output.kind() == OutputKind.CONSOLE) {
      return OutputStamp.get(ByteBuffer.wrap(output.data()));
    }
    return Wire.parseReply(output.data()).orElseThrow().stamp();
  }

  void leaves(Side side, Output output) {
    OutputStamp stamp = stampOf(output);
    long expected = next.getOrDefault(side, stamp.index());
    Violation.unless(
        stamp.index() == expected,
        "a host's outputs leave in order",
        "%s: expected output %d, found %d",
        side,
        expected,
        stamp.index());
    next.put(side, stamp.index() + 1);
    if (stamp.index() < left.size()) {
      checkRepeat(side, stamp, output.data());
    } else {
      checkNew(side, stamp);
      left.add(new Left(stamp, output.data()));
    }
  }

  private void checkRepeat(Side side, OutputStamp stamp, byte[] data) {
    repeats++;
    Violation.unless(
        Arrays.equals(left.get((int) stamp.index()).data(), data),
        "an output that leaves again is the same",
        "%s: output %d differs from what left before",
        side,
        stamp.index());
  }

  private void checkNew(Side side, OutputStamp stamp) {
    Violation.unless(
        stamp.index() == left.size(),
        "no output is missing",
        "%s: expected output %d, found %d",
        side,
        left.size(),
        stamp.index());
    long previous = left.isEmpty() ? 0 : left.get(left.size() - 1).stamp().state();
    Violation.unless(
        stamp.previous() == previous,
        "outputs continue what left before",
        "%s: output %d follows another history",
        side,
        stamp.index());
  }

  int count() {
    return left.size();
  }

  long repeats() {
    return repeats;
  }
}
