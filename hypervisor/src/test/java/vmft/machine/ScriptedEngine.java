package vmft.machine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import vmft.engine.Answers;
import vmft.engine.Bus;
import vmft.engine.CpuEngine;
import vmft.engine.GuestMemory;
import vmft.engine.HartState;
import vmft.engine.StopReason;

/** An engine whose program is a queue of blocks, each ten instructions that use the bus. */
final class ScriptedEngine implements CpuEngine {
  static final int BLOCK = 10;

  final Deque<Consumer<Bus>> blocks = new ArrayDeque<>();
  HartState state;
  int lines;
  long clock;
  boolean waitsAtEnd;
  private final Bus bus;
  private final GuestMemory memory;
  private boolean attention;

  ScriptedEngine(long ramBase, int ramBytes, Bus bus) {
    this.bus = bus;
    memory = new GuestMemory(ramBase, ByteBuffer.allocateDirect(ramBytes));
    state =
        new HartState(
            0,
            ramBase,
            3,
            new long[32],
            new long[32],
            new TreeMap<>(Map.of(0x344, 0L)),
            -1,
            0,
            false);
  }

  @Override
  public StopReason run(long limit) {
    while (count() < limit && !blocks.isEmpty()) {
      blocks.remove().accept(bus);
      advance();
      if (attention) {
        attention = false;
        return StopReason.ATTENTION;
      }
    }
    return waitsAtEnd && blocks.isEmpty() ? StopReason.WAIT_FOR_INTERRUPT : StopReason.LIMIT;
  }

  private void advance() {
    state =
        new HartState(
            state.count() + BLOCK,
            state.pc(),
            state.privilege(),
            state.x(),
            state.f(),
            state.csrs(),
            state.reservation(),
            state.reservedValue(),
            state.waiting());
  }

  @Override
  public String identity() {
    return "scripted 1";
  }

  @Override
  public GuestMemory memory() {
    return memory;
  }

  @Override
  public long count() {
    return state.count();
  }

  @Override
  public void requestStop() {}

  @Override
  public void stopBeforeNextBlock() {
    attention = true;
  }

  @Override
  public String deathReason() {
    return "";
  }

  @Override
  public void becomeFirmware() {}

  @Override
  public void readRegisters(int first, long[] into) {
    System.arraycopy(state.x(), first, into, 0, into.length);
  }

  @Override
  public void writeRegister(int number, long value) {
    state.x()[number] = value;
  }

  @Override
  public void raiseSupervisorSoftwareInterrupt() {}

  @Override
  public void fenceAddresses() {}

  @Override
  public void setInterruptLines(int mip) {
    lines = mip;
  }

  @Override
  public boolean interruptPending() {
    return lines != 0;
  }

  @Override
  public HartState exportState() {
    return new HartState(
        state.count(),
        state.pc(),
        state.privilege(),
        Arrays.copyOf(state.x(), 32),
        Arrays.copyOf(state.f(), 32),
        new TreeMap<>(state.csrs()),
        state.reservation(),
        state.reservedValue(),
        state.waiting());
  }

  @Override
  public void importState(HartState imported) {
    state = imported;
  }

  @Override
  public void settle() {}

  @Override
  public void memoryWritten(long address, long length) {}

  @Override
  public void answerLive(long ticksAtOrigin, long originNanos) {}

  @Override
  public void answerFromLog() {}

  @Override
  public void drainAnswers(Answers consumer) {}

  @Override
  public boolean offerAnswer(Answers.Kind kind, long count, long value) {
    return false;
  }

  @Override
  public int answersQueued() {
    return 0;
  }

  @Override
  public long readClock() {
    return clock;
  }

  @Override
  public String divergence() {
    return "";
  }

  @Override
  public void close() {}
}
