package vmft.net.tap;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import vmft.net.EthernetFrame;

/**
 * An open TAP interface. {@link #receive} is for one thread, {@link #transmit} for another one;
 * {@link #close} is for any, once neither is in use any more, see {@link #wake}.
 */
final class TapInterface implements AutoCloseable {
  private static final String DEVICE = "/dev/net/tun";

  private static final int NAME_BYTES = 16;
  private static final int INTERFACE_REQUEST_BYTES = 40;
  private static final int POLL_ENTRY_BYTES = 8;
  private static final int POLL_RESULT_OFFSET = 6;

  private final int tap;
  private final int wakeUp;
  private final Memory polled = new Memory(2L * POLL_ENTRY_BYTES);
  private final byte[] buffer = new byte[EthernetFrame.MAX_BYTES];

  private TapInterface(int tap) {
    this.tap = tap;
    this.wakeUp = LinuxCalls.eventfd(0, LinuxCalls.EFD_CLOEXEC);
    polled.clear();
    polled.setInt(0, tap);
    polled.setShort(4, LinuxCalls.POLLIN);
    polled.setInt(POLL_ENTRY_BYTES, wakeUp);
    polled.setShort(POLL_ENTRY_BYTES + 4L, LinuxCalls.POLLIN);
  }

  /**
   * Opens an interface, which is made if there is none of that name, and sets it up.
   *
   * @throws IOException if that is not possible; the message is one line for the user
   */
  static TapInterface open(String name) throws IOException {
    if (!name.matches("[^/\\s%]{1,15}")) {
      throw new IOException(
          "--tap: expected the name of an interface, 1 to 15 characters, found '" + name + "'");
    }
    int fd = -1;
    try {
      fd =
          LinuxCalls.open(DEVICE, LinuxCalls.O_RDWR | LinuxCalls.O_NONBLOCK | LinuxCalls.O_CLOEXEC);
      LinuxCalls.ioctl(
          fd, LinuxCalls.TUNSETIFF, request(name, LinuxCalls.IFF_TAP | LinuxCalls.IFF_NO_PI));
      setUp(name);
      return new TapInterface(fd);
    } catch (LastErrorException e) {
      if (fd >= 0) {
        LinuxCalls.close(fd);
      }
      throw new IOException(TapFailures.describe(name, e), e);
    }
  }

  /** The structure ifreq: a name, then flags. */
  private static Memory request(String name, int flags) {
    Memory request = new Memory(INTERFACE_REQUEST_BYTES);
    request.clear();
    byte[] bytes = name.getBytes(US_ASCII);
    request.write(0, bytes, 0, bytes.length);
    request.setShort(NAME_BYTES, (short) flags);
    return request;
  }

  /** Whoever may use the interface may not always set it up; then it has to be up already. */
  private static void setUp(String name) {
    int socket = LinuxCalls.socket(LinuxCalls.AF_INET, LinuxCalls.SOCK_DGRAM, 0);
    try {
      Memory request = request(name, 0);
      LinuxCalls.ioctl(socket, LinuxCalls.SIOCGIFFLAGS, request);
      short flags = request.getShort(NAME_BYTES);
      if ((flags & LinuxCalls.IFF_UP) == 0) {
        request.setShort(NAME_BYTES, (short) (flags | LinuxCalls.IFF_UP));
        LinuxCalls.ioctl(socket, LinuxCalls.SIOCSIFFLAGS, request);
      }
    } finally {
      LinuxCalls.close(socket);
    }
  }

  /**
   * Waits for the next frame.
   *
   * @return empty if there is none: {@link #wake} was called, or it was only a false alarm
   * @throws LastErrorException if the interface is gone
   */
  Optional<byte[]> receive() {
    try {
      LinuxCalls.poll(polled, 2, -1);
      if (polled.getShort(POLL_RESULT_OFFSET) == 0) {
        return Optional.empty();
      }
      int length = (int) LinuxCalls.read(tap, buffer, buffer.length);
      return Optional.of(Arrays.copyOf(buffer, length));
    } catch (LastErrorException e) {
      if (e.getErrorCode() == LinuxCalls.EINTR || e.getErrorCode() == LinuxCalls.EAGAIN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Makes {@link #receive} return, now or when it is called next. */
  void wake() {
    byte[] one = {1, 0, 0, 0, 0, 0, 0, 0};
    LinuxCalls.write(wakeUp, one, one.length);
  }

  /**
   * Sends a frame to this host.
   *
   * @return false if it was dropped: the interface is down, or its queue is full
   */
  boolean transmit(byte[] frame) {
    try {
      return LinuxCalls.write(tap, frame, frame.length) == frame.length;
    } catch (LastErrorException e) {
      return false;
    }
  }

  @Override
  public void close() {
    LinuxCalls.close(tap);
    LinuxCalls.close(wakeUp);
  }
}
