package vmft.engine.unicorn;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import vmft.engine.HartState;
import vmft.engine.StopReason;

/** An engine with a program in it, for tests. */
final class Guest implements AutoCloseable {
  static final long RAM = 0x8000_0000L;
  static final int RAM_BYTES = 4 << 20;

  final TestBus bus = new TestBus();
  final UnicornEngine engine;

  Guest(Assembler program) {
    this(program, Hooks.COUNTING);
  }

  Guest(Assembler program, Hooks hooks) {
    this(program, hooks, RAM_BYTES);
  }

  Guest(Assembler program, Hooks hooks, int ramBytes) {
    engine = UnicornEngine.create(RAM, ramBytes, bus, hooks);
    bus.engine = engine;
    program.into(engine.memory(), RAM);
    engine.memoryWritten(RAM, ramBytes);
  }

  long x(int register) {
    return engine.exportState().x()[register];
  }

  long csr(int address) {
    return engine.exportState().csrs().get(address);
  }

  long pc() {
    return engine.exportState().pc();
  }

  HartState state() {
    return engine.exportState();
  }

  /** Puts the hart into another mode and place, with these CSRs changed. */
  Guest start(int privilege, long pc, Map<Integer, Long> changed) {
    HartState s = state();
    SortedMap<Integer, Long> csrs = new TreeMap<>(s.csrs());
    csrs.putAll(changed);
    engine.importState(
        new HartState(
            s.count(),
            pc,
            privilege,
            s.x(),
            s.f(),
            csrs,
            s.reservation(),
            s.reservedValue(),
            s.waiting()));
    return this;
  }

  /** Writes a word of a page table. */
  Guest pte(long table, int index, long physical, int flags) {
    engine.memory().putLong(table + 8L * index, physical >>> 12 << 10 | flags);
    return this;
  }

  StopReason run(long limit) {
    return engine.run(limit);
  }

  /** Runs on through stops that ask for nothing. */
  StopReason runThroughAttention(long limit) {
    StopReason reason;
    do {
      reason = engine.run(limit);
    } while (reason == StopReason.ATTENTION);
    return reason;
  }

  @Override
  public void close() {
    engine.close();
  }
}
