package vmft.device;

import java.io.ByteArrayOutputStream;
import java.util.Objects;
import vmft.log.LogEntry.OutputKind;

/**
 * A 16550A serial port, register by register as QEMU models it: the transmitter is always ready,
 * the line never fails, and the divisor is kept but means nothing.
 *
 * <p>Unlike real hardware and QEMU it has no character timeout: received bytes below the FIFO's
 * trigger level are announced with the timeout interrupt at once, so that no clock is needed.
 */
public final class Uart implements Device, ConsoleInput {
  /** Bytes of the window, of which the registers take eight. */
  public static final int SIZE = 0x1000;

  private static final int DATA = 0;
  private static final int INTERRUPT_ENABLE = 1;
  private static final int IDENTIFICATION_AND_FIFO = 2;
  private static final int LINE_CONTROL = 3;
  private static final int MODEM_CONTROL = 4;
  private static final int LINE_STATUS = 5;
  private static final int MODEM_STATUS = 6;
  private static final int SCRATCH = 7;

  private static final int ENABLE_RECEIVED = 0x01;
  private static final int ENABLE_TRANSMITTER = 0x02;
  private static final int ENABLE_LINE_STATUS = 0x04;
  private static final int ENABLE_MASK = 0x0f;

  private static final int ID_TRANSMITTER = 0x02;
  private static final int ID_RECEIVED = 0x04;
  private static final int ID_LINE_STATUS = 0x06;
  private static final int ID_TIMEOUT = 0x0c;
  private static final int ID_NONE = 0x01;
  private static final int ID_FIFO_ON = 0xc0;

  private static final int FIFO_ENABLE = 0x01;
  private static final int FIFO_CLEAR_RECEIVER = 0x02;
  private static final int FIFO_CLEAR_TRANSMITTER = 0x04;
  private static final int FIFO_KEPT = 0xc9;

  private static final int DIVISOR_ACCESS = 0x80;
  private static final int MODEM_CONTROL_MASK = 0x1f;
  private static final int LOOPBACK = 0x10;
  private static final int OUT2 = 0x08;

  private static final int STATUS_DATA = 0x01;
  private static final int STATUS_OVERRUN = 0x02;
  private static final int STATUS_TRANSMITTER_EMPTY = 0x60;
  private static final int MODEM_CARRIER_READY_CLEAR = 0xb0;

  private static final int DIVISOR_9600 = 12;

  private final InterruptLine interrupt;
  private final Outlet outlet;
  private final UartReceiver receiver = new UartReceiver();
  private final ByteArrayOutputStream transmitted = new ByteArrayOutputStream();
  private int divisor;
  private int enable;
  private int fifoControl;
  private int lineControl;
  private int modemControl;
  private int scratch;
  private boolean transmitterAnnounces;

  // Work for the next stop; none is left when the hart runs again.
  private boolean emptied;

  public Uart(InterruptLine interrupt, Outlet outlet) {
    this.interrupt = Objects.requireNonNull(interrupt, "interrupt");
    this.outlet = Objects.requireNonNull(outlet, "outlet");
    setDefaults();
  }

  @Override
  public boolean acceptsInput() {
    return receiver.accepts();
  }

  @Override
  public void receive(int value) {
    if (!acceptsInput()) {
      throw new IllegalStateException("console input: expected room for a byte, found none");
    }
    receiver.put(value);
    updateInterrupt();
  }

  @Override
  public long read(int offset, int size) {
    boolean divisorAccess = (lineControl & DIVISOR_ACCESS) != 0;
    return switch (offset) {
      case DATA -> divisorAccess ? divisor & 0xff : takeReceived();
      case INTERRUPT_ENABLE -> divisorAccess ? divisor >>> 8 : enable;
      case IDENTIFICATION_AND_FIFO -> readIdentification();
      case LINE_CONTROL -> lineControl;
      case MODEM_CONTROL -> modemControl;
      case LINE_STATUS -> readLineStatus();
      case MODEM_STATUS -> readModemStatus();
      case SCRATCH -> scratch;
      default -> 0;
    };
  }

  /**
   * What waits outside for room is asked for once all is read: a guest that polls has no interrupt
   * that would end with the last byte, and nothing else would make its hart stand.
   */
  private int takeReceived() {
    emptied |= receiver.holdsOne();
    int value = receiver.take();
    updateInterrupt();
    return value;
  }

  private int readIdentification() {
    int cause = cause();
    if (cause == ID_TRANSMITTER) {
      transmitterAnnounces = false;
      updateInterrupt();
    }
    return cause | ((fifoControl & FIFO_ENABLE) != 0 ? ID_FIFO_ON : 0);
  }

  private int readLineStatus() {
    int status =
        STATUS_TRANSMITTER_EMPTY
            | (receiver.hasData() ? STATUS_DATA : 0)
            | (receiver.overrun() ? STATUS_OVERRUN : 0);
    if (receiver.overrun()) {
      receiver.clearOverrun();
      updateInterrupt();
    }
    return status;
  }

  /** In loopback the four modem control outputs appear as inputs: DTR, RTS, OUT1, OUT2. */
  private int readModemStatus() {
    if ((modemControl & LOOPBACK) == 0) {
      return MODEM_CARRIER_READY_CLEAR;
    }
    return (modemControl & 0x0c) << 4 | (modemControl & 0x02) << 3 | (modemControl & 0x01) << 5;
  }

  @Override
  public void write(int offset, int size, long value) {
    int octet = (int) value & 0xff;
    boolean divisorAccess = (lineControl & DIVISOR_ACCESS) != 0;
    switch (offset) {
      case DATA -> {
        if (divisorAccess) {
          divisor = divisor & 0xff00 | octet;
        } else {
          transmit(octet);
        }
      }
      case INTERRUPT_ENABLE -> {
        if (divisorAccess) {
          divisor = divisor & 0x00ff | octet << 8;
        } else {
          enableInterrupts(octet & ENABLE_MASK);
        }
      }
      case IDENTIFICATION_AND_FIFO -> controlFifo(octet);
      case LINE_CONTROL -> lineControl = octet;
      case MODEM_CONTROL -> modemControl = octet & MODEM_CONTROL_MASK;
      case SCRATCH -> scratch = octet;
      default -> {}
    }
  }

  private void transmit(int value) {
    if ((modemControl & LOOPBACK) != 0) {
      receiver.put(value);
    } else {
      transmitted.write(value);
    }
    transmitterAnnounces = true;
    updateInterrupt();
  }

  /** Enabling the transmitter interrupt announces an empty transmitter, even one already told. */
  private void enableInterrupts(int value) {
    int changed = enable ^ value;
    enable = value;
    if ((changed & ENABLE_TRANSMITTER) != 0) {
      transmitterAnnounces = (enable & ENABLE_TRANSMITTER) != 0;
    }
    if (changed != 0) {
      updateInterrupt();
    }
  }

  private void controlFifo(int value) {
    if (value == fifoControl) {
      return;
    }
    boolean switched = ((value ^ fifoControl) & FIFO_ENABLE) != 0;
    if (switched || (value & FIFO_CLEAR_RECEIVER) != 0) {
      emptied |= receiver.hasData();
      receiver.clear();
    }
    if (switched || (value & FIFO_CLEAR_TRANSMITTER) != 0) {
      transmitterAnnounces = true;
    }
    fifoControl = value & FIFO_KEPT;
    receiver.configure((value & FIFO_ENABLE) != 0, value >>> 6);
    updateInterrupt();
  }

  private void updateInterrupt() {
    interrupt.set(cause() != ID_NONE);
  }

  /** The enabled cause of highest priority. */
  private int cause() {
    if ((enable & ENABLE_LINE_STATUS) != 0 && receiver.overrun()) {
      return ID_LINE_STATUS;
    }
    if ((enable & ENABLE_RECEIVED) != 0 && receiver.hasData()) {
      return receiver.reachedTrigger() ? ID_RECEIVED : ID_TIMEOUT;
    }
    if ((enable & ENABLE_TRANSMITTER) != 0 && transmitterAnnounces) {
      return ID_TRANSMITTER;
    }
    return ID_NONE;
  }

  @Override
  public boolean needsService() {
    return transmitted.size() > 0 || emptied;
  }

  /** Sends what the guest wrote since the last stop, as one output. */
  @Override
  public void service() {
    emptied = false;
    if (transmitted.size() > 0) {
      outlet.emit(OutputKind.CONSOLE, transmitted.toByteArray());
      transmitted.reset();
    }
  }

  @Override
  public void reset() {
    setDefaults();
    updateInterrupt();
  }

  private void setDefaults() {
    receiver.reset();
    transmitted.reset();
    emptied = false;
    divisor = DIVISOR_9600;
    enable = 0;
    fifoControl = 0;
    lineControl = 0;
    modemControl = OUT2;
    scratch = 0;
    transmitterAnnounces = false;
  }

  @Override
  public void save(StateWriter out) {
    receiver.save(out);
    out.putInt(divisor).putInt(enable).putInt(fifoControl).putInt(lineControl);
    out.putInt(modemControl).putInt(scratch).putBoolean(transmitterAnnounces);
  }

  @Override
  public void restore(StateReader in) {
    receiver.restore(in);
    divisor = in.getInt();
    enable = in.getInt();
    fifoControl = in.getInt();
    lineControl = in.getInt();
    modemControl = in.getInt();
    scratch = in.getInt();
    transmitterAnnounces = in.getBoolean();
  }
}
