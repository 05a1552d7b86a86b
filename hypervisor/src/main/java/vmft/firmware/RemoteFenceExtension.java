package vmft.firmware;

/** RFENCE (chapter 8): fences on other harts, and with one hart on oneself. */
final class RemoteFenceExtension implements SbiExtension {
  private static final int FENCE_I = 0;
  private static final int SFENCE_VMA = 1;
  private static final int SFENCE_VMA_ASID = 2;

  private final Platform platform;

  RemoteFenceExtension(Platform platform) {
    this.platform = platform;
  }

  /** The fences of guests' guests, functions 3 to 6, need the hypervisor extension. */
  @Override
  public SbiResult call(long function, long[] a) {
    if (function < FENCE_I || function > SFENCE_VMA_ASID) {
      return SbiResult.NOT_SUPPORTED;
    }
    HartMask mask = new HartMask(a[0], a[1]);
    if (!mask.isValid()) {
      return SbiResult.INVALID_PARAM;
    }
    // Code follows memory by itself. A range of addresses is no cheaper to forget than all.
    if (function >= SFENCE_VMA && mask.hasHartZero()) {
      platform.fenceAddresses();
    }
    return SbiResult.SUCCESS;
  }
}
