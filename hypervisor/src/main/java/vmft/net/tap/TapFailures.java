package vmft.net.tap;

import com.sun.jna.LastErrorException;

/** Words for why an interface cannot be had, and what to do about it. */
final class TapFailures {
  private TapFailures() {}

  static String describe(String name, LastErrorException cause) {
    return "--tap "
        + name
        + ": "
        + switch (cause.getErrorCode()) {
          case LinuxCalls.ENOENT, LinuxCalls.ENODEV ->
              "this host has no TAP interfaces (/dev/net/tun); as root: modprobe tun";
          case LinuxCalls.EPERM, LinuxCalls.EACCES ->
              "no right to use it; run the switch as root, or once, as root: ip tuntap add "
                  + name
                  + " mode tap user $USER && ip link set "
                  + name
                  + " up";
          case LinuxCalls.EBUSY -> "another program uses it; choose another name or stop that one";
          case LinuxCalls.EINVAL ->
              "there is an interface of that name that is no TAP interface; choose another name";
          default -> cause.getMessage();
        };
  }
}
