package vmft.inspect;

import java.util.Set;
import vmft.log.EntryType;
import vmft.log.LogEntry;

/**
 * Which entries of a trace somebody wants to see.
 *
 * @param from the smallest count
 * @param to the greatest count
 * @param types all if empty
 */
public record EntryFilter(long from, long to, Set<EntryType> types) {
  public EntryFilter {
    types = Set.copyOf(types);
  }

  boolean accepts(LogEntry entry) {
    return entry.count() >= from
        && entry.count() <= to
        && (types.isEmpty() || types.contains(EntryType.of(entry)));
  }

  boolean isBehind(LogEntry entry) {
    return entry.count() > to;
  }
}
