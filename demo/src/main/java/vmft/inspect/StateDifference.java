package vmft.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vmft.machine.Machine;

/**
 * In what two machines differ.
 *
 * @param registers and device states, by name
 * @param pages physical addresses of the pages of RAM
 */
public record StateDifference(List<Item> registers, List<Long> pages) {

  /** A part of the state that both have, as hexadecimal text. */
  public record Item(String name, String one, String other) {}

  /** More than these are only counted in the text. */
  private static final int PAGES_SHOWN = 16;

  private static final int DIGITS_SHOWN = 32;

  static StateDifference of(Machine one, Machine other) {
    List<Item> registers = new ArrayList<>();
    Map<String, String> others = other.listing();
    one.listing()
        .forEach(
            (name, value) -> {
              if (!value.equals(others.get(name))) {
                registers.add(new Item(name, value, others.get(name)));
              }
            });
    return new StateDifference(
        registers, one.pageChecksums().differencesFrom(other.pageChecksums()));
  }

  /** One line an item. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    registers.forEach(item -> lines.add(line(item)));
    pages.stream()
        .limit(PAGES_SHOWN)
        .forEach(page -> lines.add(String.format("memory page 0x%x", page)));
    if (pages.size() > PAGES_SHOWN) {
      lines.add((pages.size() - PAGES_SHOWN) + " more pages of memory");
    }
    return lines;
  }

  private static String line(Item item) {
    int at = firstDifference(item);
    String where = at > 0 ? ", from byte " + at / 2 : "";
    return String.format(
        "%-18s %s | %s%s", item.name(), window(item.one(), at), window(item.other(), at), where);
  }

  /** Where to begin to show; 0 if the whole is short enough. */
  private static int firstDifference(Item item) {
    if (Math.max(item.one().length(), item.other().length()) <= DIGITS_SHOWN) {
      return 0;
    }
    int at = 0;
    while (at < Math.min(item.one().length(), item.other().length())
        && item.one().charAt(at) == item.other().charAt(at)) {
      at++;
    }
    return at / 2 * 2;
  }

  private static String window(String digits, int from) {
    int end = Math.min(digits.length(), from + DIGITS_SHOWN);
    return digits.substring(from, end) + (end < digits.length() ? "…" : "");
  }
}
