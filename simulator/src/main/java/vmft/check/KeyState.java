package vmft.check;

/**
 * What is known of one key of the store: in the model that a history is compared with, the state
 * may be known in part, because the answer that would tell it was lost.
 *
 * @param mayBeAbsent whether the key may have no value
 * @param mayBePresent whether it may have one
 * @param known whether the value, if there is one, is known
 * @param value 0 unless known
 */
record KeyState(boolean mayBeAbsent, boolean mayBePresent, boolean known, long value) {
  static final KeyState ABSENT = new KeyState(true, false, false, 0);

  /** It has a value, nobody knows which: a token whose answer was lost. */
  static final KeyState PRESENT = new KeyState(false, true, false, 0);

  /** As before the part of a history that is looked at. */
  static final KeyState ANYTHING = new KeyState(true, true, false, 0);

  static KeyState of(long value) {
    return new KeyState(false, true, true, value);
  }

  /** Whether the key can have this value. */
  boolean mayBe(long candidate) {
    return mayBePresent && (!known || value == candidate);
  }

  /** Whether the store can report this as the value before an operation; 0 also means none. */
  boolean mayHaveBeen(long previous) {
    return mayBe(previous) || (previous == 0 && mayBeAbsent);
  }
}
