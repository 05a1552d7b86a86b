package vmft.image;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * How a guest is started, beside where.
 *
 * @param firmware what runs in machine mode
 * @param initrd where the initial file system lies; {@link RamRange#EMPTY} for none
 * @param deviceTree a device tree of the user's own, flattened; empty for the machine's
 * @param firmwareInfo physical address of what firmware is told of its next stage, for {@code a2};
 *     0 for nothing
 */
public record Start(Firmware firmware, RamRange initrd, ByteBuffer deviceTree, long firmwareInfo) {

  /** What runs in machine mode. */
  public enum Firmware {
    /** The guest itself is entered there. */
    GUEST,
    /** Nothing: the guest is entered in supervisor mode and the hypervisor answers its calls. */
    HYPERVISOR
  }

  private static final ByteBuffer NO_TREE = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Entered in machine mode, with nothing beside. */
  public static final Start MACHINE = new Start(Firmware.GUEST, RamRange.EMPTY, NO_TREE, 0);

  /** Entered in supervisor mode, with nothing beside. */
  public static final Start SUPERVISOR = new Start(Firmware.HYPERVISOR, RamRange.EMPTY, NO_TREE, 0);

  public Start {
    Objects.requireNonNull(firmware, "firmware");
    Objects.requireNonNull(initrd, "initrd");
    Objects.requireNonNull(deviceTree, "deviceTree");
  }

  Start withInitrd(RamRange range) {
    return new Start(firmware, range, deviceTree, firmwareInfo);
  }

  Start withDeviceTree(ByteBuffer flattened) {
    return new Start(firmware, initrd, flattened, firmwareInfo);
  }

  Start withFirmwareInfo(long address) {
    return new Start(firmware, initrd, deviceTree, address);
  }

  /** Whether the hypervisor is the firmware of a guest that is entered in supervisor mode. */
  public boolean needsFirmware() {
    return firmware == Firmware.HYPERVISOR;
  }

  /** Whether the guest stays in machine mode, with nothing that firmware would start behind it. */
  public boolean isBare() {
    return firmware == Firmware.GUEST && firmwareInfo == 0;
  }
}
