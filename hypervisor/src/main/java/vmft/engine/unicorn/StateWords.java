package vmft.engine.unicorn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import vmft.engine.HartState;

/** A {@link HartState} as the words of {@code enum vmft_state_word}, and back. */
final class StateWords {
  private static final int COUNT = 0;
  private static final int PC = 1;
  private static final int PRIVILEGE = 2;
  private static final int RESERVATION = 3;
  private static final int RESERVED_VALUE = 4;
  private static final int WAITING = 5;
  private static final int X = 6;
  private static final int F = X + 32;
  private static final int CSRS = F + 32;

  private StateWords() {}

  static LongBuffer allocate() {
    int words = CSRS + Shim.vmft_csr_count();
    return ByteBuffer.allocateDirect(words * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  static HartState decode(LongBuffer words) {
    SortedMap<Integer, Long> csrs = new TreeMap<>();
    for (int place = 0; place < Shim.vmft_csr_count(); place++) {
      csrs.put(Shim.vmft_csr(place), words.get(CSRS + place));
    }
    long[] x = new long[32];
    long[] f = new long[32];
    words.get(X, x).get(F, f);
    return new HartState(
        words.get(COUNT),
        words.get(PC),
        (int) words.get(PRIVILEGE),
        x,
        f,
        csrs,
        words.get(RESERVATION),
        words.get(RESERVED_VALUE),
        words.get(WAITING) != 0);
  }

  static LongBuffer encode(HartState state) {
    LongBuffer words = allocate();
    words.put(COUNT, state.count());
    words.put(PC, state.pc());
    words.put(PRIVILEGE, state.privilege());
    words.put(RESERVATION, state.reservation());
    words.put(RESERVED_VALUE, state.reservedValue());
    words.put(WAITING, state.waiting() ? 1 : 0);
    words.put(X, state.x()).put(F, state.f());
    Map<Integer, Long> csrs = state.csrs();
    for (int place = 0; place < Shim.vmft_csr_count(); place++) {
      int csr = Shim.vmft_csr(place);
      Long value = csrs.get(csr);
      if (value == null) {
        throw new IllegalArgumentException(
            String.format("hart state: expected a value of CSR 0x%x, found none", csr));
      }
      words.put(CSRS + place, value);
    }
    return words;
  }
}
