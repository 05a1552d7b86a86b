package vmft.trace;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** All blocks of a file, to find a count without reading what lies before it. Pure. */
final class TraceIndex {
  private TraceIndex() {}

  static Section encode(List<TraceBlock> blocks) {
    ByteBuffer body =
        ByteBuffer.allocate(Math.multiplyExact(blocks.size(), TraceBlock.INDEX_ENTRY_BYTES));
    blocks.forEach(block -> block.putTo(body));
    return new Section(Section.Kind.INDEX, body.flip());
  }

  static List<TraceBlock> decode(Section section, long offset) throws FaultySectionException {
    ByteBuffer body = section.body().duplicate();
    List<TraceBlock> blocks = new ArrayList<>();
    try {
      while (body.hasRemaining()) {
        blocks.add(TraceBlock.from(body));
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new FaultySectionException(
          TraceEnding.damaged(offset, "expected an index, found numbers that are none"));
    }
    return blocks;
  }

  /**
   * The block in which to look for the first entry at or above {@code count}: the last one that
   * begins below it, as entries with equal counts may lie on both sides of a border.
   */
  static int blockFor(List<TraceBlock> blocks, long count) {
    int low = 0;
    int high = blocks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (blocks.get(middle).firstCount() < count) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Math.max(0, low - 1);
  }
}
