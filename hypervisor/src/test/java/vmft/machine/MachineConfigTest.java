package vmft.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vmft.device.disk.DiskSettings;
import vmft.net.MacAddress;

class MachineConfigTest {

  @Test
  void theCanonicalTextHasOneLineForEachSettingThatBothSidesMustShare() {
    MachineConfig config = MachineConfig.DEFAULT.withMemoryMiB(128).withBootArguments("quiet");
    assertThat(config.canonicalText().lines())
        .containsExactly(
            "board=riscv-virt-2",
            "memory-mib=128",
            "mac=52:54:00:12:34:56",
            "boot-arguments=quiet");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, 0, 3, 2048})
  void aMemorySizeOutOfRangeIsRefused(int memoryMiB) {
    assertThatThrownBy(() -> MachineConfig.DEFAULT.withMemoryMiB(memoryMiB))
        .hasMessage("memory: expected 4 to 2047 MiB, found " + memoryMiB);
  }

  @Test
  void theLargestMemoryStillHasASizeInBytes() {
    MachineConfig config = MachineConfig.DEFAULT.withMemoryMiB(2047);
    assertThat(config.memoryBytes()).isEqualTo(2047 * (1 << 20)).isPositive();
    assertThat(config.deviceTreeAddress()).isEqualTo(0x8000_0000L + (2047L << 20) - 0x1_0000);
  }

  @Test
  void aGroupAddressIsNoAddressForACard() {
    assertThatThrownBy(() -> MachineConfig.DEFAULT.withMac(MacAddress.BROADCAST))
        .hasMessageContaining("group address ff:ff:ff:ff:ff:ff");
  }

  @Test
  void bootArgumentsStayOnOneLine() {
    assertThatThrownBy(() -> MachineConfig.DEFAULT.withBootArguments("a\nmemory-mib=1"))
        .hasMessageContaining("printable ASCII")
        .hasMessageContaining("'a?memory-mib=1'");
  }

  @Test
  void theCanonicalTextCanBeReadBack() {
    MachineConfig config = MachineConfig.DEFAULT.withMemoryMiB(128).withBootArguments("a=b c");
    assertThat(MachineConfig.parse(config.canonicalText())).isEqualTo(config);
  }

  @Test
  void theTextOfAnotherBoardIsRefusedAndShown() {
    String other = MachineConfig.DEFAULT.canonicalText().replaceFirst("virt-\\d+", "virt-9");
    assertThatThrownBy(() -> MachineConfig.parse(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected that of a riscv-virt-2 machine, found 'board=riscv-virt-9");
    assertThatThrownBy(() -> MachineConfig.parse("nonsense")).hasMessageContaining("'nonsense'");
  }

  @Test
  void aDiskAndAConsoleOfItsOwnAreSaidOnlyOfMachinesThatHaveThem() {
    DiskSettings disk =
        new DiskSettings(DiskSettings.Mode.COPY_ON_WRITE, 4096, 16, "0f".repeat(32));
    MachineConfig config = MachineConfig.DEFAULT.withConsole(ConsoleDevice.VIRTIO).withDisk(disk);
    assertThat(config.canonicalText().lines())
        .contains("console=virtio", "disk=cow bytes:4096 limit-mib:16 sha256:" + "0f".repeat(32));
    assertThat(MachineConfig.parse(config.canonicalText())).isEqualTo(config);
    assertThat(MachineConfig.DEFAULT.canonicalText()).doesNotContain("disk", "console");
  }
}
