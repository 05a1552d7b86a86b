package vmft.machine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a flattened device tree (Devicetree Specification 0.4, chapter 5), node by node in the
 * order of the calls.
 */
final class FdtWriter {
  private static final int MAGIC = 0xd00d_feed;
  private static final int VERSION = 17;
  private static final int LAST_COMPATIBLE_VERSION = 16;
  private static final int HEADER_BYTES = 40;
  private static final int RESERVATION_BYTES = 16;

  private static final int BEGIN_NODE = 1;
  private static final int END_NODE = 2;
  private static final int PROPERTY = 3;
  private static final int END = 9;

  private final ByteArrayOutputStream structure = new ByteArrayOutputStream();
  private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
  private final Map<String, Integer> stringOffsets = new LinkedHashMap<>();

  /** Opens a node and writes what {@code content} adds to it. The root's name is empty. */
  FdtWriter node(String name, Runnable content) {
    putCell(BEGIN_NODE);
    putPadded(terminated(name));
    content.run();
    putCell(END_NODE);
    return this;
  }

  /** A property without a value. */
  FdtWriter flag(String name) {
    return property(name, new byte[0]);
  }

  /** A property of 32-bit cells. */
  FdtWriter cells(String name, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES);
    for (int value : values) {
      bytes.putInt(value);
    }
    return property(name, bytes.array());
  }

  /** An address and a length, two cells each. */
  FdtWriter reg(long address, long length) {
    return property(
        "reg", ByteBuffer.allocate(2 * Long.BYTES).putLong(address).putLong(length).array());
  }

  /** A property that is one address, of two cells. */
  FdtWriter address(String name, long address) {
    return property(name, ByteBuffer.allocate(Long.BYTES).putLong(address).array());
  }

  /** A property of one or more strings. */
  FdtWriter strings(String name, String... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String value : values) {
      bytes.writeBytes(terminated(value));
    }
    return property(name, bytes.toByteArray());
  }

  private FdtWriter property(String name, byte[] value) {
    putCell(PROPERTY);
    putCell(value.length);
    putCell(stringOffset(name));
    putPadded(value);
    return this;
  }

  /** The whole tree, once its root node has been written. */
  byte[] toBytes() {
    putCell(END);
    int structureOffset = HEADER_BYTES + RESERVATION_BYTES;
    int stringsOffset = structureOffset + structure.size();
    int total = stringsOffset + strings.size();
    ByteBuffer blob = ByteBuffer.allocate(total);
    blob.putInt(MAGIC).putInt(total).putInt(structureOffset).putInt(stringsOffset);
    blob.putInt(HEADER_BYTES).putInt(VERSION).putInt(LAST_COMPATIBLE_VERSION).putInt(0);
    blob.putInt(strings.size()).putInt(structure.size());
    blob.put(new byte[RESERVATION_BYTES]);
    blob.put(structure.toByteArray()).put(strings.toByteArray());
    return blob.array();
  }

  private int stringOffset(String name) {
    return stringOffsets.computeIfAbsent(
        name,
        added -> {
          int offset = strings.size();
          strings.writeBytes(terminated(added));
          return offset;
        });
  }

  private void putCell(int value) {
    structure.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
  }

  private void putPadded(byte[] bytes) {
    structure.writeBytes(bytes);
    structure.writeBytes(new byte[-bytes.length & 3]);
  }

  private static byte[] terminated(String text) {
    return (text + '\0').getBytes(StandardCharsets.UTF_8);
  }
}
