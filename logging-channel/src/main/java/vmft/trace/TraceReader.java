package vmft.trace;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vmft.log.LogEntry;
import vmft.trace.TraceHeaderCodec.MalformedHeaderException;

/**
 * Reads a trace file. A file whose writer was killed is read up to its last whole block, and {@link
 * #ending()} says so; damage anywhere is a {@link TraceException} when reading gets there, never a
 * wrong entry. Not thread-safe.
 */
public final class TraceReader implements AutoCloseable {
  private final Path path;
  private final SeekableByteChannel in;
  private final SectionReader sections;
  private final TraceHeader header;
  private final TraceContents contents;

  private TraceReader(Path path, SeekableByteChannel in) throws IOException {
    this.path = path;
    this.in = in;
    this.sections = new SectionReader(in);
    String fault = TraceFormat.faultOf(sections.start(TraceFormat.PREAMBLE_BYTES));
    if (!fault.isEmpty()) {
      throw new TraceException(path, fault);
    }
    Section headerSection = headerSection();
    this.header = decodeHeader(headerSection);
    this.contents =
        TraceContents.find(sections, TraceFormat.PREAMBLE_BYTES + headerSection.sizeInFile());
  }

  /**
   * Opens a trace file and finds its blocks.
   *
   * @throws TraceException if it is missing, no trace, of another format, or its header is damaged
   */
  public static TraceReader open(Path path) throws TraceException {
    SeekableByteChannel in = null;
    try {
      in = Files.newByteChannel(path);
      return new TraceReader(path, in);
    } catch (TraceException e) {
      closeQuietly(in);
      throw e;
    } catch (IOException e) {
      closeQuietly(in);
      throw new TraceException(path, "cannot be read: " + Faults.reasonOf(e));
    }
  }

  /** What ran when the file was written. */
  public TraceHeader header() {
    return header;
  }

  /**
   * How the file ends. If it is complete, damage in the middle can still come up while reading;
   * {@link #check()} looks for it.
   */
  public TraceEnding ending() {
    return contents.ending();
  }

  /** The blocks in the order of the log, without their entries. */
  public List<TraceBlock> blocks() {
    return List.copyOf(contents.blocks());
  }

  /** All entries in the order of the log. */
  public TraceCursor fromStart() {
    return new TraceCursor(this, 0);
  }

  /** The entries from the first one at {@code count} or above. */
  public TraceCursor fromCount(long count) throws IOException {
    TraceCursor cursor = new TraceCursor(this, TraceIndex.blockFor(contents.blocks(), count));
    cursor.skipBelow(count);
    return cursor;
  }

  /** Reads everything once; the ending is that of {@link #ending()} or the first damage. */
  public TraceEnding check() throws IOException {
    try {
      for (TraceBlock block : contents.blocks()) {
        readBlock(block);
      }
      return ending();
    } catch (FaultySectionException e) {
      return asDamage(e.ending());
    }
  }

  /**
   * The entries of one block.
   *
   * @throws TraceException if it is damaged
   */
  public List<LogEntry> entries(TraceBlock block) throws IOException {
    try {
      return readBlock(block);
    } catch (FaultySectionException e) {
      throw damaged(asDamage(e.ending()));
    }
  }

  /** As an exception for whoever reads on behind the last good entry. */
  TraceException damaged(TraceEnding ending) {
    return new TraceException(path, ending + "; the entries before it are good");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** Used only when a better reason to fail is at hand already. */
  private static void closeQuietly(SeekableByteChannel in) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException e) {
      // The file was only read: nothing is lost.
    }
  }

  private List<LogEntry> readBlock(TraceBlock block) throws IOException, FaultySectionException {
    return BlockCodec.entries(sections.read(block.offset(), Section.Kind.BLOCK), block);
  }

  /** A block that the index promises and that reaches beyond the file is damage, not a cut. */
  private static TraceEnding asDamage(TraceEnding ending) {
    return TraceEnding.damaged(ending.atByte(), ending.detail());
  }

  private Section headerSection() throws IOException {
    try {
      return sections.read(TraceFormat.PREAMBLE_BYTES, Section.Kind.HEADER);
    } catch (FaultySectionException e) {
      throw new TraceException(path, "header " + e.ending());
    }
  }

  private TraceHeader decodeHeader(Section section) throws TraceException {
    try {
      return TraceHeaderCodec.decode(section.body().array());
    } catch (MalformedHeaderException e) {
      throw new TraceException(path, e.getMessage());
    }
  }
}
