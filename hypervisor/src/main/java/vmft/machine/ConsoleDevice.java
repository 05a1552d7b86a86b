package vmft.machine;

import java.util.Locale;

/** To which device what is typed at the machine's console goes. Output of both is shown. */
public enum ConsoleDevice {
  UART,
  VIRTIO;

  /** As the user writes it: {@code uart} or {@code virtio}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalArgumentException if there is no such device; the message is for the user
   */
  public static ConsoleDevice of(String word) {
    for (ConsoleDevice device : values()) {
      if (device.word().equals(word)) {
        return device;
      }
    }
    throw new IllegalArgumentException(
        "console device: expected uart or virtio, found '" + word + "'");
  }
}
