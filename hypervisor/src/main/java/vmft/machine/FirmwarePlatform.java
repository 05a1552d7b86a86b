package vmft.machine;

import vmft.device.Device;
import vmft.device.Dma;
import vmft.device.Finisher;
import vmft.device.Outlet;
import vmft.engine.CpuEngine;
import vmft.firmware.Platform;
import vmft.log.LogEntry.OutputKind;

/** Lets the firmware reach hart and board. */
final class FirmwarePlatform implements Platform {
  private static final int EXIT_CODE_OF_FAILURE = 1;

  // of the UART
  private static final int RECEIVE_BUFFER = 0;
  private static final int LINE_STATUS = 5;
  private static final int DATA_READY = 1;

  private final CpuEngine engine;
  private final Board board;
  private final Dma dma;
  private final Outlet outlet;
  private final Runnable wait;

  /**
   * @param wait has the hart stand until an interrupt is pending
   */
  FirmwarePlatform(CpuEngine engine, Board board, Dma dma, Outlet outlet, Runnable wait) {
    this.engine = engine;
    this.board = board;
    this.dma = dma;
    this.outlet = outlet;
    this.wait = wait;
  }

  @Override
  public void setTimer(long ticks) {
    board.clint().setDeadline(ticks);
  }

  @Override
  public void raiseSoftwareInterrupt() {
    engine.raiseSupervisorSoftwareInterrupt();
  }

  @Override
  public void fenceAddresses() {
    engine.fenceAddresses();
  }

  @Override
  public void waitForInterrupt() {
    wait.run();
  }

  @Override
  public void powerOff(boolean failure) {
    int exitCode = failure ? EXIT_CODE_OF_FAILURE : 0;
    board.finisher().ask(new Finisher.Request(Finisher.Kind.POWER_OFF, exitCode));
  }

  @Override
  public void reset() {
    board.finisher().ask(new Finisher.Request(Finisher.Kind.RESET, 0));
  }

  @Override
  public boolean inRam(long address, long length) {
    return dma.contains(address, length);
  }

  @Override
  public byte[] readRam(long address, int length) {
    byte[] bytes = new byte[length];
    dma.read(address, bytes, 0, length);
    return bytes;
  }

  @Override
  public void writeRam(long address, byte[] bytes) {
    dma.write(address, bytes, 0, bytes.length);
  }

  @Override
  public void writeConsole(byte[] bytes) {
    outlet.emit(OutputKind.CONSOLE, bytes);
  }

  /** From the UART, through its registers, as firmware on the board would. */
  @Override
  public int readConsole() {
    Device uart = board.devices().get(MemoryMap.UART);
    boolean ready = (uart.read(LINE_STATUS, 1) & DATA_READY) != 0;
    return ready ? (int) uart.read(RECEIVE_BUFFER, 1) : -1;
  }
}
