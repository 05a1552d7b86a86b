package vmft.trace;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** The thread of a {@link TraceWriter}: compresses blocks and writes them to the file. */
final class TraceWriterThread {
  /**
   * Blocks that may wait for the disk: 2 MiB of packed entries, which bridges a stall of the disk
   * of some seconds at usual rates, and still is little memory. When it is full, {@code append}
   * waits: a trace with holes would be worth nothing.
   */
  static final int QUEUED_BLOCKS = 16;

  /** A block that is not full is written at this age. */
  private static final long FLUSH_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long IDLE_CHECK_MILLIS = 100;

  private final TraceFile file;
  private final LongFunction<Optional<PackedBlock>> openBlockOlderThan;
  private final Consumer<String> onFault;

  /** Blocks in the order of the log; empty is the end. */
  private final BlockingQueue<Optional<PackedBlock>> queue =
      new ArrayBlockingQueue<>(QUEUED_BLOCKS);

  private final Thread thread = new Thread(this::run, "trace-writer");
  private volatile boolean failed;

  /**
   * A thread that has not been started.
   *
   * @param openBlockOlderThan takes the block that is still open if it has that many nanoseconds
   */
  TraceWriterThread(
      TraceFile file,
      LongFunction<Optional<PackedBlock>> openBlockOlderThan,
      Consumer<String> onFault) {
    this.file = file;
    this.openBlockOlderThan = openBlockOlderThan;
    this.onFault = onFault;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean hasFailed() {
    return failed;
  }

  boolean hasNothingQueued() {
    return queue.isEmpty();
  }

  long bytesWritten() {
    return file.bytesWritten();
  }

  /** Hands over a block; waits while the queue is full. */
  void enqueue(PackedBlock block) {
    offer(Optional.of(block));
  }

  private void offer(Optional<PackedBlock> block) {
    boolean interrupted = false;
    boolean queued = false;
    while (!queued && !failed) {
      try {
        queued = queue.offer(block, IDLE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    restoreInterrupt(interrupted);
  }

  /** Writes what is queued and the end, and waits until the file is closed. */
  void finish() {
    offer(Optional.empty());
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    restoreInterrupt(interrupted);
  }

  private void run() {
    try (file) {
      Optional<PackedBlock> block = next();
      while (block.isPresent()) {
        file.write(block.get(), System.currentTimeMillis());
        block = next();
      }
      file.finish();
    } catch (IOException e) {
      fail(Faults.reasonOf(e));
    } catch (InterruptedException | RuntimeException | LinkageError e) {
      // A bug or a broken installation. The machine must not wait for this thread all the same.
      fail(e.toString());
    }
  }

  private void fail(String reason) {
    failed = true;
    queue.clear();
    onFault.accept("cannot be written, tracing stops, the machine goes on: " + reason);
  }

  /** The next block to write; empty at the end. */
  private Optional<PackedBlock> next() throws InterruptedException {
    while (true) {
      Optional<PackedBlock> queued = queue.poll(IDLE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
      if (queued != null) {
        return queued;
      }
      Optional<PackedBlock> aged = openBlockOlderThan.apply(FLUSH_AGE_NANOS);
      if (aged.isPresent()) {
        return aged;
      }
    }
  }

  private static void restoreInterrupt(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
