package vmft.machine;

import java.util.SortedMap;
import java.util.TreeMap;
import vmft.image.Start;

/** The mode in which a guest is entered, and the CSRs as it finds them. */
enum EntryMode {
  /** As after power-on. */
  MACHINE(3) {
    @Override
    void prepare(SortedMap<Integer, Long> csrs) {}
  },

  /** As firmware leaves them: see OpenSBI, {@code lib/sbi/sbi_hart.c}. */
  SUPERVISOR(1) {
    @Override
    void prepare(SortedMap<Integer, Long> csrs) {
      csrs.put(MEDELEG, ALL_BUT_CALLS_OF_SUPERVISORS);
      csrs.put(MIDELEG, SUPERVISOR_INTERRUPTS);
      csrs.put(MCOUNTEREN, CYCLE_TIME_INSTRET);
      csrs.put(SCOUNTEREN, CYCLE_TIME_INSTRET);
      csrs.merge(MSTATUS, FLOATING_POINT_DIRTY, (value, bits) -> value | bits);
    }
  };

  private static final int SCOUNTEREN = 0x106;
  private static final int MSTATUS = 0x300;
  private static final int MEDELEG = 0x302;
  private static final int MIDELEG = 0x303;
  private static final int MCOUNTEREN = 0x306;

  private static final long ALL_BUT_CALLS_OF_SUPERVISORS = 0xb1ff;
  private static final long SUPERVISOR_INTERRUPTS = 1 << 1 | 1 << 5 | 1 << 9;
  private static final long CYCLE_TIME_INSTRET = 7;
  private static final long FLOATING_POINT_DIRTY = 3 << 13;

  private final int privilege;

  EntryMode(int privilege) {
    this.privilege = privilege;
  }

  static EntryMode of(Start start) {
    return start.needsFirmware() ? SUPERVISOR : MACHINE;
  }

  /** 3 machine, 1 supervisor. */
  int privilege() {
    return privilege;
  }

  /** The CSRs after a reset, changed for this mode. */
  SortedMap<Integer, Long> csrs(SortedMap<Integer, Long> afterReset) {
    SortedMap<Integer, Long> csrs = new TreeMap<>(afterReset);
    prepare(csrs);
    return csrs;
  }

  abstract void prepare(SortedMap<Integer, Long> csrs);
}
