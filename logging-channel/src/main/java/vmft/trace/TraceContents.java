package vmft.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vmft.log.LogPosition;

/**
 * Which blocks a file holds and how it ends: from its footer and index if it has them, by going
 * through it from the front if the writer was killed.
 */
record TraceContents(List<TraceBlock> blocks, TraceEnding ending) {

  /**
   * What lies in the file from {@code offset}, the end of its header.
   *
   * @throws IOException if the file cannot be read; what is wrong with its content is the ending
   */
  static TraceContents find(SectionReader reader, long offset) throws IOException {
    Optional<TraceContents> indexed = fromIndex(reader);
    return indexed.isPresent() ? indexed.get() : byScanning(reader, offset);
  }

  private static Optional<TraceContents> fromIndex(SectionReader reader) throws IOException {
    try {
      long footerAt = reader.size() - Footer.SIZE_IN_FILE;
      long indexAt = Footer.of(reader.read(footerAt, Section.Kind.FOOTER)).indexOffset();
      Section index = reader.read(indexAt, Section.Kind.INDEX);
      return Optional.of(
          new TraceContents(
              TraceIndex.decode(index, indexAt), TraceEnding.complete(reader.size())));
    } catch (FaultySectionException e) {
      return Optional.empty();
    }
  }

  private static TraceContents byScanning(SectionReader reader, long start) throws IOException {
    List<TraceBlock> blocks = new ArrayList<>();
    long offset = start;
    try {
      Section section = reader.read(offset);
      while (section.kind() == Section.Kind.BLOCK) {
        TraceBlock block = BlockCodec.describe(section, offset);
        requireNextAfter(blocks, block);
        blocks.add(block);
        offset += section.sizeInFile();
        section = reader.read(offset);
      }
      throw new FaultySectionException(endingWithoutUsableIndex(reader, offset));
    } catch (FaultySectionException e) {
      return new TraceContents(blocks, e.ending());
    }
  }

  private static void requireNextAfter(List<TraceBlock> blocks, TraceBlock block)
      throws FaultySectionException {
    LogPosition expected =
        blocks.isEmpty() ? LogPosition.START : blocks.get(blocks.size() - 1).end();
    if (!block.first().equals(expected)) {
      throw new FaultySectionException(
          TraceEnding.damaged(
              block.offset(),
              "expected a block from entry " + expected + ", found one from " + block.first()));
    }
  }

  /** All blocks are good but what follows them was of no use to {@link #fromIndex}. */
  private static TraceEnding endingWithoutUsableIndex(SectionReader reader, long offset)
      throws IOException, FaultySectionException {
    Section index = reader.read(offset, Section.Kind.INDEX);
    long footerAt = offset + index.sizeInFile();
    Section footer = reader.read(footerAt, Section.Kind.FOOTER);
    return TraceEnding.damaged(
        footerAt + footer.sizeInFile(), "expected the end of the file, found more");
  }
}
