package vmft.net.tap;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The system calls that a TAP interface takes. They throw what errno says. */
final class LinuxCalls {
  // From the kernel's uapi headers; the same on every architecture that vmft runs on.
  static final int O_RDWR = 2;
  static final int O_NONBLOCK = 0x800;
  static final int O_CLOEXEC = 0x80000;
  static final int AF_INET = 2;
  static final int SOCK_DGRAM = 2;
  static final int EFD_CLOEXEC = O_CLOEXEC;
  static final short POLLIN = 1;

  static final long TUNSETIFF = 0x4004_54CAL;
  static final long SIOCGIFFLAGS = 0x8913;
  static final long SIOCSIFFLAGS = 0x8914;
  static final short IFF_UP = 1;
  static final short IFF_TAP = 2;
  static final short IFF_NO_PI = 0x1000;

  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int EINTR = 4;
  static final int EACCES = 13;
  static final int EBUSY = 16;
  static final int ENODEV = 19;
  static final int EINVAL = 22;

  static {
    Native.register(LinuxCalls.class, "c");
  }

  private LinuxCalls() {}

  static native int open(String path, int flags) throws LastErrorException;

  static native int socket(int domain, int type, int protocol) throws LastErrorException;

  static native int eventfd(int initial, int flags) throws LastErrorException;

  static native int ioctl(int fd, long request, Pointer argument) throws LastErrorException;

  static native int poll(Pointer fds, long count, int timeoutMillis) throws LastErrorException;

  static native long read(int fd, byte[] into, long count) throws LastErrorException;

  static native long write(int fd, byte[] from, long count) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;
}
