package vmft.firmware;

/**
 * The answer to a call: {@code a0} and {@code a1}.
 *
 * @param error for {@code a0}
 * @param value for {@code a1}; meaningless unless {@code hasValue}
 * @param hasValue whether {@code a1} is written; legacy calls leave it alone
 */
record SbiResult(long error, long value, boolean hasValue) {
  static final SbiResult SUCCESS = success(0);
  static final SbiResult FAILED = error(-1);
  static final SbiResult NOT_SUPPORTED = error(-2);
  static final SbiResult INVALID_PARAM = error(-3);
  static final SbiResult ALREADY_AVAILABLE = error(-6);

  static SbiResult success(long value) {
    return new SbiResult(0, value, true);
  }

  /** Of an extension from the time before version 0.2, which answers in {@code a0} alone. */
  static SbiResult legacy(long value) {
    return new SbiResult(value, 0, false);
  }

  private static SbiResult error(long code) {
    return new SbiResult(code, 0, true);
  }
}
