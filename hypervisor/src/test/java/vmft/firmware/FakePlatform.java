package vmft.firmware;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Writes down what it is asked for. RAM is 64 bytes at 0x8000_0000. */
final class FakePlatform implements Platform {
  static final long RAM = 0x8000_0000L;

  final byte[] ram = new byte[64];
  final List<String> asked = new ArrayList<>();
  final ByteArrayOutputStream console = new ByteArrayOutputStream();
  final Deque<Integer> typed = new ArrayDeque<>();

  @Override
  public void setTimer(long ticks) {
    asked.add("timer " + ticks);
  }

  @Override
  public void raiseSoftwareInterrupt() {
    asked.add("interrupt");
  }

  @Override
  public void fenceAddresses() {
    asked.add("fence");
  }

  @Override
  public void waitForInterrupt() {
    asked.add("wait");
  }

  @Override
  public void powerOff(boolean failure) {
    asked.add(failure ? "off, failure" : "off");
  }

  @Override
  public void reset() {
    asked.add("reset");
  }

  @Override
  public boolean inRam(long address, long length) {
    long offset = address - RAM;
    return offset >= 0 && length >= 0 && offset <= ram.length && length <= ram.length - offset;
  }

  @Override
  public byte[] readRam(long address, int length) {
    int from = (int) (address - RAM);
    return Arrays.copyOfRange(ram, from, from + length);
  }

  @Override
  public void writeRam(long address, byte[] bytes) {
    System.arraycopy(bytes, 0, ram, (int) (address - RAM), bytes.length);
  }

  @Override
  public void writeConsole(byte[] bytes) {
    console.writeBytes(bytes);
  }

  @Override
  public int readConsole() {
    return typed.isEmpty() ? -1 : typed.remove();
  }
}
