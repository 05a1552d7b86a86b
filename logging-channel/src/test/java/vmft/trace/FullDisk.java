package vmft.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file on a disk with room for so many bytes. */
final class FullDisk implements WritableByteChannel {
  private final WritableByteChannel file;
  private int room;

  FullDisk(Path path, int room) throws IOException {
    this.file = Files.newByteChannel(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    this.room = room;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    if (room == 0) {
      throw new IOException("No space left on device");
    }
    int length = Math.min(room, source.remaining());
    ByteBuffer part = source.slice(source.position(), length);
    source.position(source.position() + length);
    room -= length;
    return file.write(part);
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
