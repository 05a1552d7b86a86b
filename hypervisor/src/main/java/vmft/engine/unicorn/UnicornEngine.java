package vmft.engine.unicorn;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import vmft.engine.Answers;
import vmft.engine.Bus;
import vmft.engine.CpuEngine;
import vmft.engine.EngineUnavailableException;
import vmft.engine.GuestMemory;
import vmft.engine.HartState;
import vmft.engine.StopReason;

/** {@link CpuEngine} on Unicorn. See {@code src/main/native} for how it keeps its promises. */
public final class UnicornEngine implements CpuEngine {
  private static final StopReason[] REASONS = StopReason.values();
  private static final Answers.Kind[] KINDS = Answers.Kind.values();
  private static final int DRAINED_AT_ONCE = 1024;
  private static final int ERROR_SIZE = 256;
  private static final int PAGE = 4096;

  private final String identity;
  private final DeviceCalls devices;
  private final GuestMemory memory;
  private final LongBuffer words = StateWords.allocate();
  private final LongBuffer triples = longs(3 * DRAINED_AT_ONCE);

  /**
   * Keeps a request for a stop, which may come from any thread, from meeting a vcpu that is gone.
   */
  private final Object closing = new Object();

  private long vcpu;

  private UnicornEngine(
      NativeLibraries libraries, long ramBase, int ramBytes, Bus bus, Hooks hooks) {
    identity = identity(libraries);
    devices = new DeviceCalls(bus, () -> Shim.vmft_stop_before_next_block(vcpu()));
    vcpu = open(ramBase, ramBytes, bus.windows(), hooks);
    memory = new GuestMemory(ramBase, Shim.vmft_ram(vcpu).getByteBuffer(0, ramBytes));
  }

  /**
   * The engine's name and version without making one, so that a missing engine is found early.
   *
   * @throws EngineUnavailableException if Unicorn or the shim is missing or does not fit
   */
  public static String probe() {
    return identity(NativeLibraries.loaded());
  }

  private static String identity(NativeLibraries libraries) {
    return "unicorn " + libraries.version();
  }

  /**
   * An engine whose hart stands at the start of RAM in machine mode, with all registers 0. The
   * clock and seed are answered from the log until {@link #answerLive} says otherwise.
   *
   * @param ramBase physical address, multiple of 4096
   * @param ramBytes positive multiple of 4096
   * @throws EngineUnavailableException if Unicorn or the shim is missing or does not fit
   */
  public static UnicornEngine create(long ramBase, int ramBytes, Bus bus) {
    return create(ramBase, ramBytes, bus, Hooks.COUNTING);
  }

  /** As {@link #create(long, int, Bus)}, for measurements and checks of the engine itself. */
  public static UnicornEngine create(long ramBase, int ramBytes, Bus bus, Hooks hooks) {
    checkRange("RAM", ramBase, ramBytes);
    bus.windows().forEach(window -> checkRange("device window", window.base(), window.length()));
    return new UnicornEngine(NativeLibraries.loaded(), ramBase, ramBytes, bus, hooks);
  }

  private static void checkRange(String what, long base, long length) {
    if (base % PAGE != 0 || length % PAGE != 0 || length <= 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s: expected base and length in multiples of %d, found 0x%x and 0x%x",
              what, PAGE, base, length));
    }
  }

  private long open(long ramBase, int ramBytes, List<Bus.Window> windows, Hooks hooks) {
    LongBuffer pairs = longs(Math.max(2, 2 * windows.size()));
    windows.forEach(window -> pairs.put(window.base()).put(window.length()));
    byte[] error = new byte[ERROR_SIZE];
    long created =
        Shim.vmft_create(
            ramBase,
            ramBytes,
            hooks.ordinal(),
            pairs.rewind(),
            windows.size(),
            devices.read,
            devices.write,
            error,
            error.length);
    if (created == 0) {
      String line = new String(error, StandardCharsets.UTF_8).split("\0", 2)[0];
      throw new EngineUnavailableException(line + "; run ./vmft doctor for what to install");
    }
    return created;
  }

  private static LongBuffer longs(int size) {
    return ByteBuffer.allocateDirect(size * Long.BYTES)
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  private long vcpu() {
    if (vcpu == 0) {
      throw new IllegalStateException("engine: expected to be open, found closed");
    }
    return vcpu;
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public GuestMemory memory() {
    return memory;
  }

  @Override
  public long count() {
    return Shim.vmft_count(vcpu());
  }

  /** With {@link Hooks#CHECKED}: instructions retired since creation, counted one by one. */
  public long checkedCount() {
    return Shim.vmft_checked_count(vcpu());
  }

  @Override
  public StopReason run(long limit) {
    StopReason reason = REASONS[Shim.vmft_run(vcpu(), limit)];
    devices.rethrow();
    return reason;
  }

  /** Does nothing once the engine is closed. */
  @Override
  public void requestStop() {
    synchronized (closing) {
      if (vcpu != 0) {
        Shim.vmft_request_stop(vcpu);
      }
    }
  }

  @Override
  public void stopBeforeNextBlock() {
    Shim.vmft_stop_before_next_block(vcpu());
  }

  @Override
  public String deathReason() {
    return Shim.vmft_story(vcpu());
  }

  @Override
  public String divergence() {
    return Shim.vmft_story(vcpu());
  }

  @Override
  public void becomeFirmware() {
    Shim.vmft_be_firmware(vcpu());
  }

  @Override
  public void readRegisters(int first, long[] into) {
    Shim.vmft_read_registers(vcpu(), first, into.length, into);
  }

  @Override
  public void writeRegister(int number, long value) {
    Shim.vmft_write_register(vcpu(), number, value);
  }

  @Override
  public void raiseSupervisorSoftwareInterrupt() {
    Shim.vmft_raise_supervisor_software_interrupt(vcpu());
  }

  @Override
  public void fenceAddresses() {
    Shim.vmft_fence_addresses(vcpu());
  }

  @Override
  public void setInterruptLines(int mip) {
    Shim.vmft_set_interrupt_lines(vcpu(), mip);
  }

  @Override
  public boolean interruptPending() {
    return Shim.vmft_interrupt_pending(vcpu()) != 0;
  }

  @Override
  public HartState exportState() {
    Shim.vmft_export(vcpu(), words);
    return StateWords.decode(words);
  }

  @Override
  public void importState(HartState state) {
    Shim.vmft_import(vcpu(), StateWords.encode(state));
  }

  @Override
  public void settle() {
    Shim.vmft_settle(vcpu());
  }

  @Override
  public void memoryWritten(long address, long length) {
    Shim.vmft_memory_written(vcpu(), address, length);
  }

  @Override
  public void answerLive(long ticksAtOrigin, long originNanos) {
    Shim.vmft_answer_live(vcpu(), ticksAtOrigin, originNanos);
  }

  @Override
  public void answerFromLog() {
    Shim.vmft_answer_from_log(vcpu());
  }

  @Override
  public void drainAnswers(Answers consumer) {
    int drained;
    do {
      drained = Shim.vmft_drain_answers(vcpu(), triples, DRAINED_AT_ONCE);
      for (int i = 0; i < drained; i++) {
        Answers.Kind kind = KINDS[(int) triples.get(3 * i)];
        consumer.answered(kind, triples.get(3 * i + 1), triples.get(3 * i + 2));
      }
    } while (drained == DRAINED_AT_ONCE);
  }

  @Override
  public boolean offerAnswer(Answers.Kind kind, long count, long value) {
    return Shim.vmft_offer_answer(vcpu(), kind.ordinal(), count, value) != 0;
  }

  @Override
  public int answersQueued() {
    return Shim.vmft_answers_queued(vcpu());
  }

  @Override
  public long readClock() {
    return Shim.vmft_read_clock(vcpu());
  }

  @Override
  public void close() {
    synchronized (closing) {
      if (vcpu != 0) {
        Shim.vmft_destroy(vcpu);
        vcpu = 0;
      }
    }
  }
}
