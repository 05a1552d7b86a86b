package vmft.firmware;

import java.util.function.LongPredicate;

/** BASE (chapter 4): what this firmware is. */
final class BaseExtension implements SbiExtension {
  private static final int SPECIFICATION_VERSION = 0;
  private static final int IMPLEMENTATION_ID = 1;
  private static final int IMPLEMENTATION_VERSION = 2;
  private static final int PROBE = 3;
  private static final int VENDOR = 4;
  private static final int ARCHITECTURE = 5;
  private static final int IMPLEMENTATION = 6;

  /** The name in ASCII: the specification's list of numbers has none for this firmware. */
  private static final long VMFT = 0x766d6674;

  private final LongPredicate implemented;

  /**
   * @param implemented whether there is an extension of this number
   */
  BaseExtension(LongPredicate implemented) {
    this.implemented = implemented;
  }

  @Override
  public SbiResult call(long function, long[] a) {
    return switch ((int) function) {
      case SPECIFICATION_VERSION -> SbiResult.success(SbiFirmware.SPECIFICATION_VERSION);
      case IMPLEMENTATION_ID -> SbiResult.success(VMFT);
      case IMPLEMENTATION_VERSION -> SbiResult.success(1);
      case PROBE -> SbiResult.success(implemented.test(a[0]) ? 1 : 0);
      case VENDOR, ARCHITECTURE, IMPLEMENTATION -> SbiResult.success(0); // as the hart's own CSRs
      default -> SbiResult.NOT_SUPPORTED;
    };
  }
}
