package vmft.firmware;

import java.util.Arrays;

/** DBCN (chapter 12): the console, before the kernel has a driver for it. */
final class DebugConsoleExtension implements SbiExtension {
  private static final int WRITE = 0;
  private static final int READ = 1;
  private static final int WRITE_BYTE = 2;

  /** A call may move fewer bytes than it was asked to, and says how many. */
  private static final int MAX_BYTES = 4096;

  private final Platform platform;

  DebugConsoleExtension(Platform platform) {
    this.platform = platform;
  }

  @Override
  public SbiResult call(long function, long[] a) {
    return switch ((int) function) {
      case WRITE -> isRam(a) ? write(a[1], length(a)) : SbiResult.INVALID_PARAM;
      case READ -> isRam(a) ? read(a[1], length(a)) : SbiResult.INVALID_PARAM;
      case WRITE_BYTE -> writeByte((byte) a[0]);
      default -> SbiResult.NOT_SUPPORTED;
    };
  }

  /** The arguments are a length, and the low and high words of a physical address. */
  private boolean isRam(long[] a) {
    return a[2] == 0 && platform.inRam(a[1], a[0]);
  }

  private static int length(long[] a) {
    return (int) Math.min(a[0], MAX_BYTES);
  }

  private SbiResult write(long address, int length) {
    if (length > 0) {
      platform.writeConsole(platform.readRam(address, length));
    }
    return SbiResult.success(length);
  }

  private SbiResult read(long address, int length) {
    byte[] bytes = new byte[length];
    int count = 0;
    for (int next = 0; count < length && (next = platform.readConsole()) >= 0; count++) {
      bytes[count] = (byte) next;
    }
    if (count > 0) {
      platform.writeRam(address, Arrays.copyOf(bytes, count));
    }
    return SbiResult.success(count);
  }

  private SbiResult writeByte(byte value) {
    platform.writeConsole(new byte[] {value});
    return SbiResult.SUCCESS;
  }
}
