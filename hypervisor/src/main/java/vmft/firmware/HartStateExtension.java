package vmft.firmware;

/** HSM (chapter 9): starting, stopping and suspending harts, of which there is one. */
final class HartStateExtension implements SbiExtension {
  private static final int START = 0;
  private static final int STOP = 1;
  private static final int STATUS = 2;
  private static final int SUSPEND = 3;

  private static final int STARTED = 0;
  private static final int RETENTIVE = 0;
  private static final int NON_RETENTIVE = 0x8000_0000;

  private final Platform platform;

  HartStateExtension(Platform platform) {
    this.platform = platform;
  }

  @Override
  public SbiResult call(long function, long[] a) {
    boolean present = a[0] == 0;
    return switch ((int) function) {
      case START -> present ? SbiResult.ALREADY_AVAILABLE : SbiResult.INVALID_PARAM;
      case STOP -> SbiResult.FAILED; // nobody would be left to start it again
      case STATUS -> present ? SbiResult.success(STARTED) : SbiResult.INVALID_PARAM;
      case SUSPEND -> suspend((int) a[0]);
      default -> SbiResult.NOT_SUPPORTED;
    };
  }

  private SbiResult suspend(int type) {
    if (type == RETENTIVE) {
      platform.waitForInterrupt();
      return SbiResult.SUCCESS;
    }
    return type == NON_RETENTIVE ? SbiResult.NOT_SUPPORTED : SbiResult.INVALID_PARAM;
  }
}
