package vmft.machine;

import vmft.device.Plic;
import vmft.image.RamRange;
import vmft.image.Start;

/** The device tree that the machine hands to its guest; QEMU's for the same devices. */
final class DeviceTree {
  private static final int TICKS_PER_SECOND = 10_000_000;
  private static final int UART_CLOCK_HERTZ = 3_686_400;
  private static final int POWER_OFF = 0x5555;
  private static final int RESET = 0x7777;

  private static final String ISA = "rv64imafdc_zicsr_zifencei";

  /** There is no {@code mseccfg} to open the seed to a kernel, which would try to read it. */
  private static final String SEED_FOR_MACHINE_MODE = "_zkr";

  private static final int HART_PHANDLE = 1;
  private static final int HART_INTERRUPTS_PHANDLE = 2;
  private static final int PLIC_PHANDLE = 3;
  private static final int FINISHER_PHANDLE = 4;

  private static final int MACHINE_SOFTWARE = 3;
  private static final int MACHINE_TIMER = 7;
  private static final int SUPERVISOR_EXTERNAL = 9;
  private static final int MACHINE_EXTERNAL = 11;

  private final FdtWriter tree = new FdtWriter();
  private final MachineConfig config;
  private final Start start;

  private DeviceTree(MachineConfig config, Start start) {
    this.config = config;
    this.start = start;
  }

  /** The flattened tree, ready to be placed in RAM at an address aligned to 8. */
  static byte[] of(MachineConfig config, Start start) {
    if (start.deviceTree().hasRemaining()) {
      byte[] own = new byte[start.deviceTree().remaining()];
      start.deviceTree().duplicate().get(own);
      return own;
    }
    DeviceTree described = new DeviceTree(config, start);
    described.tree.node("", described::root);
    return described.tree.toBytes();
  }

  private void root() {
    addressing(2, 2);
    tree.strings("compatible", "riscv-virtio").strings("model", "vmft,riscv-virtio");
    tree.node("chosen", this::chosen);
    tree.node(
        "memory@80000000",
        () -> {
          tree.strings("device_type", "memory");
          tree.reg(MemoryMap.RAM_BASE, config.memoryBytes());
        });
    tree.node("cpus", this::cpus);
    tree.node("poweroff", () -> finisherCommand("syscon-poweroff", POWER_OFF));
    tree.node("reboot", () -> finisherCommand("syscon-reboot", RESET));
    tree.node("soc", this::soc);
  }

  private void addressing(int addressCells, int sizeCells) {
    tree.cells("#address-cells", addressCells).cells("#size-cells", sizeCells);
  }

  private void chosen() {
    tree.strings("stdout-path", "/soc/serial@10000000");
    tree.strings("bootargs", config.bootArguments());
    RamRange initrd = start.initrd();
    if (initrd.length() > 0) {
      tree.address("linux,initrd-start", initrd.base());
      tree.address("linux,initrd-end", initrd.end());
    }
  }

  private void cpus() {
    addressing(1, 0);
    tree.cells("timebase-frequency", TICKS_PER_SECOND);
    tree.node("cpu@0", this::hart);
    tree.node(
        "cpu-map",
        () -> tree.node("cluster0", () -> tree.node("core0", () -> tree.cells("cpu", 1))));
  }

  private void hart() {
    tree.cells("phandle", HART_PHANDLE).strings("device_type", "cpu").cells("reg", 0);
    tree.strings("status", "okay").strings("compatible", "riscv");
    tree.strings("riscv,isa", ISA + (start.isBare() ? SEED_FOR_MACHINE_MODE : ""));
    tree.strings("mmu-type", "riscv,sv39");
    tree.node(
        "interrupt-controller",
        () -> {
          tree.cells("#address-cells", 0).cells("#interrupt-cells", 1);
          tree.flag("interrupt-controller").strings("compatible", "riscv,cpu-intc");
          tree.cells("phandle", HART_INTERRUPTS_PHANDLE);
        });
  }

  private void finisherCommand(String compatible, int value) {
    tree.strings("compatible", compatible).cells("regmap", FINISHER_PHANDLE);
    tree.cells("offset", 0).cells("value", value);
  }

  private void soc() {
    addressing(2, 2);
    tree.strings("compatible", "simple-bus").flag("ranges");
    finisher();
    rtc();
    clint();
    plic();
    uart();
    for (MemoryMap device : MemoryMap.values()) {
      if (device.isVirtio()) {
        device("virtio_mmio", device, () -> tree.strings("compatible", "virtio,mmio"));
      }
    }
  }

  private void device(String name, MemoryMap device, Runnable content) {
    tree.node(
        name + "@" + Long.toHexString(device.base()),
        () -> {
          content.run();
          tree.reg(device.base(), device.size());
          if (device.interrupt() != 0) {
            tree.cells("interrupts", device.interrupt()).cells("interrupt-parent", PLIC_PHANDLE);
          }
        });
  }

  private void finisher() {
    device(
        "test",
        MemoryMap.FINISHER,
        () -> {
          tree.strings("compatible", "sifive,test1", "sifive,test0", "syscon");
          tree.cells("phandle", FINISHER_PHANDLE);
        });
  }

  private void rtc() {
    device("rtc", MemoryMap.RTC, () -> tree.strings("compatible", "google,goldfish-rtc"));
  }

  private void clint() {
    device(
        "clint",
        MemoryMap.CLINT,
        () -> {
          tree.strings("compatible", "sifive,clint0", "riscv,clint0");
          hartInterrupts(MACHINE_SOFTWARE, MACHINE_TIMER);
        });
  }

  private void plic() {
    device(
        "plic",
        MemoryMap.PLIC,
        () -> {
          tree.strings("compatible", "sifive,plic-1.0.0", "riscv,plic0");
          tree.cells("#address-cells", 0).cells("#interrupt-cells", 1);
          tree.flag("interrupt-controller").cells("riscv,ndev", Plic.SOURCES);
          hartInterrupts(MACHINE_EXTERNAL, SUPERVISOR_EXTERNAL);
          tree.cells("phandle", PLIC_PHANDLE);
        });
  }

  private void hartInterrupts(int first, int second) {
    tree.cells(
        "interrupts-extended", HART_INTERRUPTS_PHANDLE, first, HART_INTERRUPTS_PHANDLE, second);
  }

  private void uart() {
    device(
        "serial",
        MemoryMap.UART,
        () -> {
          tree.strings("compatible", "ns16550a").cells("clock-frequency", UART_CLOCK_HERTZ);
        });
  }
}
