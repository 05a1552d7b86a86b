package vmft.engine;

/**
 * One hart of a RISC-V RV64GC machine with its memory, run so that every instruction is counted.
 *
 * <p>The engine is deterministic: from equal states, and given the same interrupt lines at the same
 * counts, the same MMIO answers and the same {@link Answers}, two engines retire the same
 * instructions and reach equal states. It reads the host's clock and random source only to answer
 * the guest while it is {@linkplain #answerLive live}, and it writes down what it answered.
 *
 * <p>Counts are numbers of instructions retired since the machine started. An instruction that
 * traps is not retired; one that the engine emulates (a clock read) is. The engine stops only at
 * the start of a block that it has not begun, and only at the first such place with a given count,
 * so a count names one point of the guest's history.
 *
 * <p>Thread-confined: one thread owns the engine and calls everything here, except {@link
 * #requestStop}. All addresses are physical unless said otherwise.
 */
public interface CpuEngine extends AutoCloseable {

  /**
   * Name and version, as the pairing handshake compares them (R1.2), e.g. {@code unicorn 2.1.4}.
   */
  String identity();

  /** Guest RAM, shared with the running guest. Host writes need {@link #memoryWritten}. */
  GuestMemory memory();

  /**
   * Instructions retired so far. Exact while the hart stands; inside an MMIO access, the count at
   * the start of the block that makes the access.
   */
  long count();

  /**
   * Runs the guest until the first block that starts at a count of at least {@code limit}, or
   * another {@link StopReason}. Runs nothing when the count has reached {@code limit}. After {@link
   * StopReason#WAIT_FOR_INTERRUPT} a further call goes on behind the WFI.
   *
   * @param limit exclusive bound: no block that starts at {@code limit} or later is begun
   */
  StopReason run(long limit);

  /**
   * Asks {@link #run} to return at the next place where it may stop. Callable from any thread, at
   * any time. A request made while the hart stands ends the next {@code run} at once.
   */
  void requestStop();

  /**
   * Asks {@link #run} to return with {@link StopReason#ATTENTION} before the next block. For MMIO
   * devices, from inside {@link Bus} calls only; the place is a pure function of the guest. If the
   * block ends in a WFI, the run returns with {@link StopReason#WAIT_FOR_INTERRUPT} instead, and
   * the request is spent: look after the devices whatever the reason.
   */
  void stopBeforeNextBlock();

  /** Why the guest cannot go on; one line. Only after {@link StopReason#DEAD}. */
  String deathReason();

  /**
   * From now on nothing of the guest runs in machine mode: whoever owns the engine is the firmware.
   * An {@code ecall} from supervisor mode ends the run with {@link StopReason#FIRMWARE_CALL}, and
   * any other trap that is not delegated kills the guest.
   */
  void becomeFirmware();

  /**
   * Reads integer registers, a caller's arguments. Only while the hart stands.
   *
   * @param first number of the first register
   * @param into as many as are wanted
   */
  void readRegisters(int first, long[] into);

  /** Sets an integer register, a caller's result. Only while the hart stands. */
  void writeRegister(int number, long value);

  /**
   * Sets SSIP (1) in {@code mip}, as firmware does for a supervisor that interrupts itself. The
   * supervisor clears it. Only while the hart stands.
   */
  void raiseSupervisorSoftwareInterrupt();

  /** SFENCE.VMA of the hart, for all addresses and address spaces. Only while the hart stands. */
  void fenceAddresses();

  /**
   * Sets the levels of the platform's interrupt lines: a mask of the {@code mip} bits MSIP (3),
   * MTIP (7), SEIP (9), MEIP (11), and STIP (5) once the owner {@linkplain #becomeFirmware is the
   * firmware}. Bits that software owns are left alone. Only while the hart stands.
   */
  void setInterruptLines(int mip);

  /**
   * Whether an enabled interrupt is pending ({@code mip & mie}), so that a WFI would fall through.
   */
  boolean interruptPending();

  /**
   * The architectural state, in a form that every engine understands. Only while the hart stands.
   */
  HartState exportState();

  /** Sets state and count; the counterpart of {@link #exportState}. */
  void importState(HartState state);

  /**
   * Drops what the engine keeps beside the architectural state (translations, TLB), so that it goes
   * on exactly as one that has just imported this state. Both ends of a state transfer call it at
   * the same count. Only while the hart stands.
   */
  void settle();

  /**
   * Tells the engine that the host has written to RAM (DMA, image loading), so that translated code
   * of those bytes is dropped. Only while the hart stands.
   */
  void memoryWritten(long address, long length);

  /**
   * From now on the clock is the host's: a read of it returns {@code ticksAtOrigin} plus the ticks
   * of 100 ns since {@code originNanos} (as {@link System#nanoTime()}), and never less than before.
   * The {@code seed} CSR returns random bits of the host. Each answer is kept for {@link
   * #drainAnswers}.
   */
  void answerLive(long ticksAtOrigin, long originNanos);

  /**
   * From now on clock and seed reads consume, in order, what {@link #offerAnswer} gave. A read that
   * finds no answer, or one of another kind or count, ends the run with {@link
   * StopReason#DIVERGED}.
   */
  void answerFromLog();

  /** Hands over the answers given live since the last call, oldest first. */
  void drainAnswers(Answers consumer);

  /**
   * Queues an answer from the log.
   *
   * @return false when the queue is full; offer it again after some have been consumed
   */
  boolean offerAnswer(Answers.Kind kind, long count, long value);

  /** Answers queued and not yet consumed. */
  int answersQueued();

  /**
   * Reads the clock for a device register (CLINT {@code mtime}, the real-time clock), in ticks of
   * 100 ns since the machine started; recorded or replayed like the {@code rdtime} instruction,
   * with the count at the start of the block. From inside {@link Bus} calls only.
   */
  long readClock();

  /** The line that {@link StopReason#DIVERGED} has to tell. */
  String divergence();

  @Override
  void close();
}
