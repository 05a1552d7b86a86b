package vmft.channel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Names what differs between two replicas, part by part: one line for a person (R1.2). */
final class PairingDifferences {
  private static final String WHOLE_IMAGE = "guest image";
  private static final String KERNEL = "kernel";
  private static final String DIGEST = "[0-9a-f]{64}";
  private static final String NOTHING = "none";

  private PairingDifferences() {}

  static List<String> between(Pairing primary, Pairing backup) {
    List<String> differences = new ArrayList<>();
    boolean inParts = isInParts(primary.imageDigest()) || isInParts(backup.imageDigest());
    addTo(
        differences,
        partsOf(primary.imageDigest(), inParts),
        partsOf(backup.imageDigest(), inParts));
    addTo(differences, valuesOf(primary.configuration()), valuesOf(backup.configuration()));
    addTo(differences, Map.of("engine", primary.engine()), Map.of("engine", backup.engine()));
    return differences;
  }

  private static boolean isInParts(String digest) {
    return digest.contains("=");
  }

  /**
   * @param inParts whether one of the two guests has several files: a single one is its kernel then
   */
  private static Map<String, String> partsOf(String digest, boolean inParts) {
    return isInParts(digest)
        ? values(Stream.of(digest.split(",")))
        : Map.of(inParts ? KERNEL : WHOLE_IMAGE, digest);
  }

  private static Map<String, String> valuesOf(String configuration) {
    return values(configuration.lines());
  }

  private static Map<String, String> values(Stream<String> lines) {
    Map<String, String> values = new LinkedHashMap<>();
    lines.forEach(
        line -> {
          String[] pair = line.split("=", 2);
          values.put(pair[0], pair.length == 2 ? pair[1] : "");
        });
    return values;
  }

  private static void addTo(
      List<String> differences, Map<String, String> primary, Map<String, String> backup) {
    Set<String> names = new LinkedHashSet<>(primary.keySet());
    names.addAll(backup.keySet());
    for (String name : names) {
      String theirs = primary.getOrDefault(name, NOTHING);
      String mine = backup.getOrDefault(name, NOTHING);
      if (!theirs.equals(mine)) {
        differences.add(
            name + ": primary has " + described(theirs) + ", backup has " + described(mine));
      }
    }
  }

  private static String described(String value) {
    return value.matches(DIGEST) ? "sha256 " + value : "'" + value + "'";
  }
}
