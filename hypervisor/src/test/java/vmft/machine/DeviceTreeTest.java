package vmft.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vmft.image.Start;

class DeviceTreeTest {
  private final FdtReader tree =
      new FdtReader(
          DeviceTree.of(
              MachineConfig.DEFAULT.withMemoryMiB(1024).withBootArguments("console=ttyS0"),
              Start.MACHINE));

  @Test
  void itDescribesQemusVirtBoard() {
    assertThat(tree.strings(":compatible")).isEqualTo("riscv-virtio");
    assertThat(tree.cells("/cpus:timebase-frequency")).containsExactly(10_000_000);
    assertThat(tree.strings("/cpus/cpu@0:riscv,isa")).isEqualTo("rv64imafdc_zicsr_zifencei_zkr");
    assertThat(tree.strings("/cpus/cpu@0:mmu-type")).isEqualTo("riscv,sv39");
  }

  @Test
  void itTellsHowMuchMemoryThereIs() {
    assertThat(tree.cells("/memory@80000000:reg")).containsExactly(0, 0x8000_0000, 0, 0x4000_0000);
  }

  @Test
  void itTellsTheGuestWhereToSpeakAndWhatItWasTold() {
    assertThat(tree.strings("/chosen:stdout-path")).isEqualTo("/soc/serial@10000000");
    assertThat(tree.strings("/chosen:bootargs")).isEqualTo("console=ttyS0");
  }

  @Test
  void everyDeviceIsListedWithAddressAndInterrupt() {
    assertDevice("test@100000", "sifive,test1|sifive,test0|syscon", MemoryMap.FINISHER);
    assertDevice("rtc@101000", "google,goldfish-rtc", MemoryMap.RTC);
    assertDevice("clint@2000000", "sifive,clint0|riscv,clint0", MemoryMap.CLINT);
    assertDevice("plic@c000000", "sifive,plic-1.0.0|riscv,plic0", MemoryMap.PLIC);
    assertDevice("serial@10000000", "ns16550a", MemoryMap.UART);
    assertDevice("virtio_mmio@10001000", "virtio,mmio", MemoryMap.VIRTIO_NET);
    assertDevice("virtio_mmio@10008000", "virtio,mmio", MemoryMap.VIRTIO_SLOT_7);
  }

  private void assertDevice(String name, String compatible, MemoryMap place) {
    String node = "/soc/" + name;
    assertThat(tree.strings(node + ":compatible")).isEqualTo(compatible);
    assertThat(tree.cells(node + ":reg")).containsExactly(0, (int) place.base(), 0, place.size());
    assertThat(tree.has(node + ":interrupts")).isEqualTo(place.interrupt() != 0);
    if (place.interrupt() != 0) {
      assertThat(tree.cells(node + ":interrupts")).containsExactly(place.interrupt());
      assertThat(tree.cells(node + ":interrupt-parent"))
          .isEqualTo(tree.cells("/soc/plic@c000000:phandle"));
    }
  }

  @Test
  void theInterruptControllersLeadToTheHart() {
    int hart = tree.cells("/cpus/cpu@0/interrupt-controller:phandle")[0];
    assertThat(tree.cells("/soc/plic@c000000:interrupts-extended"))
        .containsExactly(hart, 11, hart, 9);
    assertThat(tree.cells("/soc/clint@2000000:interrupts-extended"))
        .containsExactly(hart, 3, hart, 7);
  }

  @Test
  void powerOffAndRebootGoThroughTheFinisher() {
    int finisher = tree.cells("/soc/test@100000:phandle")[0];
    assertThat(tree.cells("/poweroff:regmap")).containsExactly(finisher);
    assertThat(tree.cells("/poweroff:value")).containsExactly(0x5555);
    assertThat(tree.cells("/reboot:value")).containsExactly(0x7777);
  }

  @Test
  void theDeviceTreeCompilerReadsItWhereThereIsOne(@TempDir Path folder) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(entry -> Files.isExecutable(Path.of(entry, "dtc"))));
    Path blob =
        Files.write(
            folder.resolve("tree.dtb"), DeviceTree.of(MachineConfig.DEFAULT, Start.MACHINE));
    Process dtc =
        new ProcessBuilder("dtc", "-I", "dtb", "-O", "dts", "-o", "/dev/null", blob.toString())
            .redirectErrorStream(true)
            .start();
    String complaints = new String(dtc.getInputStream().readAllBytes(), UTF_8);
    assertThat(dtc.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(complaints).isEmpty();
    assertThat(dtc.exitValue()).isZero();
  }
}
