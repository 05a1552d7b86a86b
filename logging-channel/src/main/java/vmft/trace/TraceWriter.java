package vmft.trace;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import vmft.log.LogEntry;

/**
 * Keeps a log in a file. {@link #append} only packs the entry in memory; a thread of this writer's
 * own compresses and writes a block when it has 64 KiB or is a second old, so that a killed process
 * loses about a second.
 *
 * <p>If the file cannot be written, this is reported once, tracing stops and the machine goes on:
 * later entries are dropped, and the file can be read up to the fault. All methods may be called
 * from any thread; entries must come in the order of the log.
 */
public final class TraceWriter implements AutoCloseable {
  /** Guards what follows. Held while a block waits for room in the queue. */
  private final ReentrantLock lock = new ReentrantLock();

  private final OpenBlock open = new OpenBlock();
  private boolean closed;

  private final TraceWriterThread thread;

  private TraceWriter(TraceFile file, Consumer<String> onFault) {
    this.thread = new TraceWriterThread(file, this::takeIfOlderThan, onFault);
  }

  /**
   * Begins a trace file, over the top of one that was there.
   *
   * @param onFault told once, on the writer's thread, with one line, if the file cannot be written
   * @throws TraceException if the file cannot be begun
   */
  public static TraceWriter create(Path path, TraceHeader header, Consumer<String> onFault)
      throws TraceException {
    try {
      WritableByteChannel out =
          Files.newByteChannel(
              path,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      return create(out, header, fault -> onFault.accept("trace " + path + ": " + fault));
    } catch (IOException e) {
      throw new TraceException(path, "cannot be written: " + Faults.reasonOf(e));
    }
  }

  static TraceWriter create(WritableByteChannel out, TraceHeader header, Consumer<String> onFault)
      throws IOException {
    TraceFile file = new TraceFile(out);
    try {
      file.begin(header);
    } catch (IOException e) {
      file.close();
      throw e;
    }
    TraceWriter writer = new TraceWriter(file, onFault);
    writer.thread.start();
    return writer;
  }

  /**
   * Adds the next entry of the log. Waits if the disk is so slow that {@value
   * TraceWriterThread#QUEUED_BLOCKS} blocks are waiting for it. Does nothing after a fault or
   * {@link #close()}.
   */
  public void append(LogEntry entry) {
    lock.lock();
    try {
      if (!closed && !thread.hasFailed()) {
        open.append(entry);
        enqueueIf(open.isFull());
      }
    } finally {
      lock.unlock();
    }
  }

  private void enqueueIf(boolean due) {
    if (due) {
      thread.enqueue(open.take());
    }
  }

  /** Bytes in the file so far; entries still in memory are not part of it. */
  public long bytesWritten() {
    return thread.bytesWritten();
  }

  /** Writes what is left, the index and the mark of an orderly end, and waits for it. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      enqueueIf(!open.isEmpty());
    } finally {
      lock.unlock();
    }
    thread.finish();
  }

  /**
   * The open block, if it is that old. Called by the thread when it is idle. It must not wait for
   * the lock: whoever holds that may be waiting for the thread to make room in the queue.
   */
  private Optional<PackedBlock> takeIfOlderThan(long ageNanos) {
    if (!lock.tryLock()) {
      return Optional.empty();
    }
    try {
      // A full block may have been queued since the thread looked; that must be written first.
      boolean due = open.isOlderThan(ageNanos) && thread.hasNothingQueued();
      return due ? Optional.of(open.take()) : Optional.empty();
    } finally {
      lock.unlock();
    }
  }
}
