package vmft.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vmft.device.Device;
import vmft.device.Dma;
import vmft.device.Finisher;
import vmft.device.HartLine;
import vmft.device.disk.Disk;
import vmft.device.disk.DiskImage;
import vmft.engine.Answers;
import vmft.engine.CpuEngine;
import vmft.engine.StopReason;
import vmft.firmware.SbiFirmware;
import vmft.image.GuestImage;
import vmft.log.Invariants;
import vmft.log.LogEntry;
import vmft.log.LogEntry.OutputKind;
import vmft.log.StateDigest;
import vmft.replay.Output;
import vmft.replay.ReplayableMachine;

/**
 * The machine: a hart with its RAM, and the {@link Board}. Whenever the hart stands and the caller
 * can look, the devices have done their work and the hart's interrupt lines show their state.
 *
 * <p>Thread-confined to its owner, but for {@link #requestStop}.
 */
public final class Machine implements ReplayableMachine, AutoCloseable {
  /** What {@link #exitCode} says of a guest that could not go on; not 0. */
  private static final int EXIT_CODE_OF_THE_DEAD = 1;

  private final CpuEngine engine;
  private final Board board;
  private final GuestLoader loader;

  /** Null where the guest has software of its own in machine mode. */
  private final SbiFirmware firmware;

  private final List<Output> outputs = new ArrayList<>();
  private int hartLines;
  private boolean behindWfi;
  private boolean poweredOff;
  private boolean dead;
  private int exitCode;
  private String stopDetail = "";

  /**
   * A machine that has just been switched on.
   *
   * @param image parsed for {@link MachineConfig#imageRange} of this configuration
   */
  public Machine(MachineConfig config, GuestImage image, EngineFactory engines) {
    this(config, image, null, engines);
  }

  /**
   * A machine that has just been switched on.
   *
   * @param image parsed for {@link MachineConfig#imageRange} of this configuration
   * @param disk the image that the configuration tells of; null if it tells of none
   */
  public Machine(MachineConfig config, GuestImage image, DiskImage disk, EngineFactory engines) {
    DeviceBus bus = new DeviceBus();
    engine = engines.create(MemoryMap.RAM_BASE, config.memoryBytes(), bus);
    Dma dma = new Dma(engine.memory(), engine::memoryWritten);
    boolean needsFirmware = image.start().needsFirmware();
    int timerLine = needsFirmware ? HartLine.SUPERVISOR_TIMER : HartLine.MACHINE_TIMER;
    board = new Board(config, engine::readClock, timerLine, dma, this::emit, diskOf(config, disk));
    bus.attach(board.devices(), this::afterAccess);
    firmware = needsFirmware ? new SbiFirmware(firmwarePlatform(dma)) : null;
    if (needsFirmware) {
      engine.becomeFirmware();
    }
    loader = new GuestLoader(config, image, engine);
    loader.load();
  }

  private static Disk diskOf(MachineConfig config, DiskImage image) {
    Invariants.check(
        config.disk().isPresent() == (image != null),
        "disk: expected an image if one is configured, found config=%s image=%s",
        config.disk(),
        image);
    return config.disk().map(settings -> new Disk(image, settings)).orElse(null);
  }

  private FirmwarePlatform firmwarePlatform(Dma dma) {
    return new FirmwarePlatform(engine, board, dma, this::emit, () -> behindWfi = true);
  }

  private void emit(OutputKind kind, byte[] data) {
    outputs.add(new Output(engine.count(), kind, data));
  }

  private void afterAccess(Device device) {
    if (device.needsService() || board.hartLines() != hartLines) {
      engine.stopBeforeNextBlock();
    }
  }

  @Override
  public void powerOn(long epochNanos) {
    Invariants.check(count() == 0, "power-on: expected at count 0, found count=%d", count());
    board.rtc().powerOn(epochNanos);
  }

  @Override
  public long count() {
    return engine.count();
  }

  @Override
  public StopReason run(long limit) {
    Invariants.check(!poweredOff, "machine: expected to be on when it is run, found powered off");
    if (waiting()) {
      return StopReason.WAIT_FOR_INTERRUPT;
    }
    StopReason reason = engine.run(limit);
    behindWfi = reason == StopReason.WAIT_FOR_INTERRUPT;
    stopDetail = detailOf(reason);
    if (reason == StopReason.DEAD) {
      dead = true;
      poweredOff = true;
      exitCode = EXIT_CODE_OF_THE_DEAD;
    }
    settle();
    return reason == StopReason.FIRMWARE_CALL ? answerCall() : reason;
  }

  /** For the caller it is a stop like any other that was due to the guest. */
  private StopReason answerCall() {
    firmware.answer(engine);
    settle();
    return waiting() ? StopReason.WAIT_FOR_INTERRUPT : StopReason.ATTENTION;
  }

  private String detailOf(StopReason reason) {
    return switch (reason) {
      case DEAD -> engine.deathReason();
      case DIVERGED -> engine.divergence();
      default -> "";
    };
  }

  /** Brings everything up to date that waited for the hart to stand. */
  private void settle() {
    board.service();
    obeyFinisher();
    int lines = board.hartLines();
    if (lines != hartLines) {
      engine.setInterruptLines(lines);
      hartLines = lines;
    }
  }

  private void obeyFinisher() {
    Finisher.Request request = board.finisher().takeRequest();
    switch (request.kind()) {
      case POWER_OFF -> {
        poweredOff = true;
        exitCode = request.exitCode();
      }
      case RESET -> reset();
      case NONE -> {}
    }
  }

  private void reset() {
    board.reset();
    loader.reload();
    behindWfi = false;
  }

  @Override
  public void requestStop() {
    engine.requestStop();
  }

  @Override
  public void apply(LogEntry.Event event) {
    if (event.count() != count()) {
      throw new IllegalStateException(
          "event: expected count " + count() + ", found " + event.count());
    }
    if (poweredOff) {
      throw new IllegalStateException("event: expected a machine that is on, found powered off");
    }
    perform(event);
    settle();
  }

  private void perform(LogEntry.Event event) {
    if (event instanceof LogEntry.TimerExpired) {
      board.clint().expire();
    } else if (event instanceof LogEntry.ConsoleInput input) {
      board.consoleInput().receive(input.value());
    } else if (event instanceof LogEntry.FrameReceived received) {
      board.net().receive(received.frame());
    } else if (event instanceof LogEntry.RandomBytes random) {
      board.rng().supply(random.bytes());
    } else if (event instanceof LogEntry.Control control) {
      obey(control.command());
    } else {
      throw new AssertionError("event: a kind that no device takes: " + event);
    }
  }

  private void obey(LogEntry.Command command) {
    switch (command) {
      case POWER_OFF -> poweredOff = true;
      case RESET -> reset();
    }
  }

  @Override
  public boolean waiting() {
    return behindWfi && !engine.interruptPending();
  }

  @Override
  public List<Output> takeOutputs() {
    if (outputs.isEmpty()) {
      return List.of();
    }
    List<Output> taken = List.copyOf(outputs);
    outputs.clear();
    return taken;
  }

  @Override
  public boolean poweredOff() {
    return poweredOff;
  }

  /** What the guest said about its end when it switched itself off: 0 for well. */
  public int exitCode() {
    return exitCode;
  }

  /** Whether the guest could not go on; {@link #stopDetail} says why. */
  public boolean dead() {
    return dead;
  }

  /** The hart's registers in a few lines, for a person. */
  public List<String> registerDump() {
    return RegisterDump.lines(engine.exportState(), listing());
  }

  @Override
  public long timerDeadline() {
    return board.clint().deadline();
  }

  @Override
  public int randomBytesWanted() {
    return board.rng().bytesWanted();
  }

  @Override
  public boolean acceptsFrame() {
    return board.net().acceptsFrame();
  }

  @Override
  public boolean acceptsConsoleInput() {
    return board.consoleInput().acceptsInput();
  }

  @Override
  public void answerLive(long ticksAtOrigin, long originNanos) {
    engine.answerLive(ticksAtOrigin, originNanos);
  }

  @Override
  public void answerFromLog() {
    engine.answerFromLog();
  }

  @Override
  public void drainAnswers(Answers consumer) {
    engine.drainAnswers(consumer);
  }

  @Override
  public boolean offerAnswer(Answers.Kind kind, long count, long value) {
    return engine.offerAnswer(kind, count, value);
  }

  @Override
  public int answersQueued() {
    return engine.answersQueued();
  }

  @Override
  public String stopDetail() {
    return stopDetail;
  }

  @Override
  public StateDigest digest(boolean full) {
    StateHasher hasher = new StateHasher().hart(engine.exportState());
    for (MemoryMap place : MemoryMap.values()) {
      hasher.device(board.fingerprint(place));
    }
    if (full) {
      hasher.pages(pageChecksums());
    }
    return hasher.digest();
  }

  /** Checksums of RAM, to find the pages in which two machines differ. */
  public PageChecksums pageChecksums() {
    return PageChecksums.of(engine.memory());
  }

  /** Registers and device states by name, as hexadecimal text, to show how two machines differ. */
  public Map<String, String> listing() {
    return StateListing.of(engine.exportState(), board);
  }

  /** Name and version of the engine, for the pairing handshake. */
  public String engineIdentity() {
    return engine.identity();
  }

  /** Gives the guest's memory back; the machine can no longer be used. */
  @Override
  public void close() {
    engine.close();
  }
}
