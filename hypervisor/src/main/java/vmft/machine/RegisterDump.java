package vmft.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vmft.engine.HartState;

/** A hart's registers in a few lines, for a person who wants to know how a guest died. */
final class RegisterDump {
  private static final int REGISTERS_A_LINE = 4;
  private static final List<String> TRAPS = List.of("epc", "cause", "tval", "tvec");
  private static final String[] MODES = {"user", "supervisor", "reserved", "machine"};

  private RegisterDump() {}

  /**
   * @param listing as {@link StateListing} makes it, of the same hart
   */
  static List<String> lines(HartState hart, Map<String, String> listing) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "pc %016x  %s mode  after %d instructions",
            hart.pc(), MODES[hart.privilege()], hart.count()));
    lines.add(traps("m", listing) + "  mstatus " + listing.get("mstatus"));
    lines.add(traps("s", listing) + "  satp " + listing.get("satp"));
    for (int first = 0; first < hart.x().length; first += REGISTERS_A_LINE) {
      lines.add(registers(hart, first));
    }
    return lines;
  }

  private static String traps(String mode, Map<String, String> listing) {
    List<String> fields = new ArrayList<>();
    for (String name : TRAPS) {
      fields.add(mode + name + " " + listing.get(mode + name));
    }
    return String.join("  ", fields);
  }

  private static String registers(HartState hart, int first) {
    StringBuilder line = new StringBuilder();
    for (int i = first; i < first + REGISTERS_A_LINE; i++) {
      line.append(String.format("%-4s %016x  ", StateListing.registerName(i), hart.x()[i]));
    }
    return line.toString().stripTrailing();
  }
}
