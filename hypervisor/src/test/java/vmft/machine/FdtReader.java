package vmft.machine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a flattened device tree into {@code /path/of/node:property} → value. */
final class FdtReader {
  private final ByteBuffer blob;
  private final Map<String, byte[]> properties = new LinkedHashMap<>();

  FdtReader(byte[] bytes) {
    blob = ByteBuffer.wrap(bytes);
    if (blob.getInt(0) != 0xd00d_feed || blob.getInt(4) != bytes.length) {
      throw new IllegalArgumentException("no device tree");
    }
    readStructure();
  }

  private void readStructure() {
    Deque<String> path = new ArrayDeque<>();
    blob.position(blob.getInt(8));
    for (int token = blob.getInt(); token != 9; token = blob.getInt()) {
      switch (token) {
        case 1 -> path.addLast(readName());
        case 2 -> path.removeLast();
        case 3 -> readProperty(String.join("/", path));
        default -> throw new IllegalArgumentException("token " + token);
      }
    }
    if (!path.isEmpty() || blob.position() != blob.getInt(8) + blob.getInt(36)) {
      throw new IllegalArgumentException("structure ends at " + blob.position());
    }
  }

  private String readName() {
    String name = text(blob.position());
    blob.position(aligned(blob.position() + name.length() + 1));
    return name;
  }

  private void readProperty(String path) {
    byte[] value = new byte[blob.getInt()];
    String name = text(blob.getInt(12) + blob.getInt());
    blob.get(value);
    blob.position(aligned(blob.position()));
    properties.put(path + ":" + name, value);
  }

  private String text(int offset) {
    int end = offset;
    while (blob.get(end) != 0) {
      end++;
    }
    return new String(blob.array(), offset, end - offset, StandardCharsets.UTF_8);
  }

  private static int aligned(int position) {
    return position + 3 & ~3;
  }

  boolean has(String property) {
    return properties.containsKey(property);
  }

  /** Strings joined by a vertical bar. */
  String strings(String property) {
    String all = new String(properties.get(property), StandardCharsets.UTF_8);
    return all.substring(0, all.length() - 1).replace('\0', '|');
  }

  int[] cells(String property) {
    ByteBuffer value = ByteBuffer.wrap(properties.get(property));
    int[] cells = new int[value.remaining() / 4];
    value.asIntBuffer().get(cells);
    return cells;
  }
}
