package vmft.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import vmft.engine.HartState;

class RegisterDumpTest {
  private static final Map<String, String> LISTING =
      Map.of(
          "mepc", "1", "mcause", "2", "mtval", "3", "mtvec", "4", "mstatus", "5", "sepc", "6",
          "scause", "7", "stval", "8", "stvec", "9", "satp", "a");

  @Test
  void everyRegisterAndWhatTrapsTellAreThereByName() {
    long[] x = new long[32];
    for (int i = 0; i < x.length; i++) {
      x[i] = 0x100L + i;
    }
    HartState hart =
        new HartState(12_345, 0x8020_0000L, 1, x, new long[32], new TreeMap<>(), -1, 0, false);

    List<String> lines = RegisterDump.lines(hart, LISTING);

    assertThat(lines)
        .startsWith(
            "pc 0000000080200000  supervisor mode  after 12345 instructions",
            "mepc 1  mcause 2  mtval 3  mtvec 4  mstatus 5",
            "sepc 6  scause 7  stval 8  stvec 9  satp a",
            "zero 0000000000000100  ra   0000000000000101  sp   0000000000000102"
                + "  gp   0000000000000103")
        .hasSize(3 + 8);
    assertThat(lines.get(10)).endsWith("t6   000000000000011f");
  }
}
