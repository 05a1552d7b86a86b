package vmft.machine;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import vmft.engine.HartState;

/** A machine's state but for RAM, by the names that the RISC-V manuals use. */
final class StateListing {
  private static final String[] X_NAMES = {
    "zero", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4",
    "a5", "a6", "a7", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4",
    "t5", "t6"
  };
  private static final Map<Integer, String> CSR_NAMES =
      Map.ofEntries(
          Map.entry(0x003, "fcsr"),
          Map.entry(0x104, "sie"),
          Map.entry(0x105, "stvec"),
          Map.entry(0x106, "scounteren"),
          Map.entry(0x140, "sscratch"),
          Map.entry(0x141, "sepc"),
          Map.entry(0x142, "scause"),
          Map.entry(0x143, "stval"),
          Map.entry(0x180, "satp"),
          Map.entry(0x300, "mstatus"),
          Map.entry(0x301, "misa"),
          Map.entry(0x302, "medeleg"),
          Map.entry(0x303, "mideleg"),
          Map.entry(0x304, "mie"),
          Map.entry(0x305, "mtvec"),
          Map.entry(0x306, "mcounteren"),
          Map.entry(0x340, "mscratch"),
          Map.entry(0x341, "mepc"),
          Map.entry(0x342, "mcause"),
          Map.entry(0x343, "mtval"),
          Map.entry(0x344, "mip"));

  private StateListing() {}

  static Map<String, String> of(HartState hart, Board board) {
    Map<String, String> listing = new LinkedHashMap<>();
    listing.put("count", Long.toString(hart.count()));
    listing.put("pc", hex(hart.pc()));
    listing.put("privilege", Integer.toString(hart.privilege()));
    for (int i = 1; i < hart.x().length; i++) {
      listing.put("x" + i + "/" + X_NAMES[i], hex(hart.x()[i]));
    }
    for (int i = 0; i < hart.f().length; i++) {
      listing.put("f" + i, hex(hart.f()[i]));
    }
    hart.csrs().forEach((address, value) -> listing.put(csrName(address), hex(value)));
    listing.put("reservation", hex(hart.reservation()));
    listing.put("reserved value", hex(hart.reservedValue()));
    listing.put("waiting", Boolean.toString(hart.waiting()));
    for (MemoryMap place : MemoryMap.values()) {
      String name = "device " + place.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      listing.put(name, HexFormat.of().formatHex(board.fingerprint(place)));
    }
    return listing;
  }

  /** As the calling convention has it. */
  static String registerName(int number) {
    return X_NAMES[number];
  }

  private static String csrName(int address) {
    return CSR_NAMES.getOrDefault(address, String.format("csr 0x%03x", address));
  }

  private static String hex(long value) {
    return String.format("%016x", value);
  }
}
