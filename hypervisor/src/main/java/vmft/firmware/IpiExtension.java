package vmft.firmware;

/** IPI (chapter 7): software interrupts, with one hart only to oneself. */
final class IpiExtension implements SbiExtension {
  private static final int SEND = 0;

  private final Platform platform;

  IpiExtension(Platform platform) {
    this.platform = platform;
  }

  @Override
  public SbiResult call(long function, long[] a) {
    if (function != SEND) {
      return SbiResult.NOT_SUPPORTED;
    }
    HartMask mask = new HartMask(a[0], a[1]);
    if (!mask.isValid()) {
      return SbiResult.INVALID_PARAM;
    }
    if (mask.hasHartZero()) {
      platform.raiseSoftwareInterrupt();
    }
    return SbiResult.SUCCESS;
  }
}
