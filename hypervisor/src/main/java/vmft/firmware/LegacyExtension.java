package vmft.firmware;

/**
 * The extensions from before version 0.2 (chapter 5), as far as they are of use to early boot code.
 * Each is a function of its own and answers in {@code a0} alone.
 */
final class LegacyExtension {
  private LegacyExtension() {}

  /** Extension 0. */
  record SetTimer(Platform platform) implements SbiExtension {
    @Override
    public SbiResult call(long function, long[] a) {
      platform.setTimer(a[0]);
      return SbiResult.legacy(0);
    }
  }

  /** Extension 1. */
  record PutCharacter(Platform platform) implements SbiExtension {
    @Override
    public SbiResult call(long function, long[] a) {
      platform.writeConsole(new byte[] {(byte) a[0]});
      return SbiResult.legacy(0);
    }
  }

  /** Extension 2: the byte, or -1 for none. */
  record GetCharacter(Platform platform) implements SbiExtension {
    @Override
    public SbiResult call(long function, long[] a) {
      return SbiResult.legacy(platform.readConsole());
    }
  }

  /** Extension 8. */
  record Shutdown(Platform platform) implements SbiExtension {
    @Override
    public SbiResult call(long function, long[] a) {
      platform.powerOff(false);
      return SbiResult.legacy(0);
    }
  }
}
