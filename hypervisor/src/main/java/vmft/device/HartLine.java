package vmft.device;

/** The interrupt lines into the hart, as bits of {@code mip} (privileged specification §3.1.9). */
public final class HartLine {
  public static final int MACHINE_SOFTWARE = 1 << 3;

  /** Driven by the timer where the hypervisor itself is the firmware; else software's own. */
  public static final int SUPERVISOR_TIMER = 1 << 5;

  public static final int MACHINE_TIMER = 1 << 7;
  public static final int SUPERVISOR_EXTERNAL = 1 << 9;
  public static final int MACHINE_EXTERNAL = 1 << 11;

  private HartLine() {}
}
