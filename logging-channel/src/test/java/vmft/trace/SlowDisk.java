package vmft.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;

/** A file whose writes wait while the disk is stalled. */
final class SlowDisk implements WritableByteChannel {
  private final Semaphore running = new Semaphore(1);
  private final WritableByteChannel file;

  SlowDisk(Path path) throws IOException {
    this.file = Files.newByteChannel(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  void stall() {
    running.acquireUninterruptibly();
  }

  void goOn() {
    running.release();
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    running.acquireUninterruptibly();
    try {
      return file.write(source);
    } finally {
      running.release();
    }
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
