package vmft.device;

import java.util.Objects;
import vmft.engine.GuestMemory;

/**
 * A device's way to guest RAM, little-endian and bounds-checked. It tells the engine of every
 * write, so that code which the guest has a device load is not executed stale.
 *
 * <p>Only while the hart stands: a transfer lands at a recorded count (R2.5).
 */
public final class Dma {

  /** Learns that RAM has been written to. */
  @FunctionalInterface
  public interface Written {
    void memoryWritten(long address, long length);
  }

  private final GuestMemory memory;
  private final Written written;

  public Dma(GuestMemory memory, Written written) {
    this.memory = Objects.requireNonNull(memory, "memory");
    this.written = Objects.requireNonNull(written, "written");
  }

  /** Whether all of {@code length} bytes from {@code address} on lie in RAM. */
  public boolean contains(long address, long length) {
    return memory.contains(address, length);
  }

  public int getShort(long address) {
    return memory.getShort(address);
  }

  public int getInt(long address) {
    return memory.getInt(address);
  }

  public long getLong(long address) {
    return memory.getLong(address);
  }

  public void putShort(long address, int value) {
    memory.putShort(address, value);
    written.memoryWritten(address, Short.BYTES);
  }

  public void putInt(long address, int value) {
    memory.putInt(address, value);
    written.memoryWritten(address, Integer.BYTES);
  }

  public void read(long address, byte[] into, int from, int length) {
    memory.read(address, into, from, length);
  }

  public void write(long address, byte[] source, int from, int length) {
    memory.write(address, source, from, length);
    written.memoryWritten(address, length);
  }
}
