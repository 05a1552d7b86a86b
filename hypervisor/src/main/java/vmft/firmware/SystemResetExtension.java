package vmft.firmware;

/** SRST (chapter 10): the end of the machine, or a new beginning. */
final class SystemResetExtension implements SbiExtension {
  private static final int RESET = 0;

  private static final int SHUTDOWN = 0;
  private static final int COLD_REBOOT = 1;
  private static final int WARM_REBOOT = 2;

  private static final int NO_REASON = 0;
  private static final int SYSTEM_FAILURE = 1;

  private static final int FIRST_VENDOR_TYPE = 0xf000_0000;
  private static final int FIRST_PRIVATE_REASON = 0xe000_0000;

  private final Platform platform;

  SystemResetExtension(Platform platform) {
    this.platform = platform;
  }

  @Override
  public SbiResult call(long function, long[] a) {
    if (function != RESET) {
      return SbiResult.NOT_SUPPORTED;
    }
    int type = (int) a[0];
    int reason = (int) a[1];
    if (isReserved(type, WARM_REBOOT, FIRST_VENDOR_TYPE)
        || isReserved(reason, SYSTEM_FAILURE, FIRST_PRIVATE_REASON)) {
      return SbiResult.INVALID_PARAM;
    }
    return reset(type, reason);
  }

  private static boolean isReserved(int value, int last, int firstPrivate) {
    return Integer.compareUnsigned(value, last) > 0
        && Integer.compareUnsigned(value, firstPrivate) < 0;
  }

  private SbiResult reset(int type, int reason) {
    switch (type) {
      case SHUTDOWN -> platform.powerOff(reason != NO_REASON);
      case COLD_REBOOT, WARM_REBOOT -> platform.reset();
      default -> {
        return SbiResult.NOT_SUPPORTED;
      }
    }
    return SbiResult.SUCCESS;
  }
}
