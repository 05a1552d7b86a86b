package vmft.firmware;

/** TIME (chapter 6): the supervisor's timer. */
final class TimeExtension implements SbiExtension {
  private static final int SET_TIMER = 0;

  private final Platform platform;

  TimeExtension(Platform platform) {
    this.platform = platform;
  }

  @Override
  public SbiResult call(long function, long[] a) {
    if (function != SET_TIMER) {
      return SbiResult.NOT_SUPPORTED;
    }
    platform.setTimer(a[0]);
    return SbiResult.SUCCESS;
  }
}
