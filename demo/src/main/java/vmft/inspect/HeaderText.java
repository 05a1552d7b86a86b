package vmft.inspect;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import vmft.channel.Pairing;
import vmft.trace.TraceEnding;
import vmft.trace.TraceHeader;

/** What a trace says of itself: what ran, and how the file ends. */
final class HeaderText {
  private HeaderText() {}

  /** By name; all values are text. */
  static Map<String, Object> fields(TraceHeader header) {
    Pairing pairing = header.pairing();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("machine", pairing.machine());
    fields.put("generation", pairing.generation().toString());
    fields.put("role", header.role().name().toLowerCase(Locale.ROOT));
    fields.put("started", Instant.ofEpochMilli(header.startedAtMillis()).toString());
    fields.put("image", header.kernelHint().replace("\n", ", "));
    fields.put("sha256", pairing.imageDigest());
    fields.put("configuration", String.join(", ", pairing.configuration().lines().toList()));
    fields.put("engine", pairing.engine());
    fields.put("vmft", header.vmftVersion());
    return fields;
  }

  static Map<String, Object> fields(TraceEnding ending) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ending", ending.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    fields.put("atByte", ending.atByte());
    fields.put("detail", ending.detail());
    return fields;
  }
}
