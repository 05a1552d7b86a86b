package vmft.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One flat JSON object on one line: names with strings or whole numbers. All that history files
 * need, and all that is accepted.
 */
final class JsonLine {
  private static final Pattern OBJECT = Pattern.compile("\\s*\\{(.*)}\\s*");
  private static final Pattern FIELD =
      Pattern.compile("\\s*\"([a-z]+)\"\\s*:\\s*(?:\"([A-Za-z0-9_-]*)\"|(-?\\d{1,19}))\\s*(,|$)");

  private final Map<String, String> fields;

  private JsonLine(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads an object.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static JsonLine parse(String line) {
    Matcher object = OBJECT.matcher(line);
    if (!object.matches()) {
      throw new IllegalArgumentException("expected a JSON object, found " + excerpt(line));
    }
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(object.group(1));
    int end = 0;
    while (end < object.group(1).length()) {
      if (!field.find(end) || field.start() != end) {
        throw new IllegalArgumentException(
            "expected \"name\": number or word, found " + excerpt(object.group(1).substring(end)));
      }
      fields.put(field.group(1), field.group(2) == null ? field.group(3) : field.group(2));
      end = field.end();
    }
    return new JsonLine(fields);
  }

  private static String excerpt(String text) {
    return "'" + (text.length() <= 40 ? text : text.substring(0, 40) + "…") + "'";
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  String word(String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("expected the field \"" + name + "\", found " + fields);
    }
    return value;
  }

  /** A signed decimal number. */
  long number(String name) {
    try {
      return Long.parseLong(word(name));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected a number in \"" + name + "\", found '" + word(name) + "'", e);
    }
  }

  /** Sixty-four bits in hexadecimal, as a string: JSON's own numbers end at 2⁵³. */
  long bits(String name) {
    try {
      return Long.parseUnsignedLong(word(name), 16);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "expected 64 bits in hexadecimal in \"" + name + "\", found '" + word(name) + "'", e);
    }
  }

  <E extends Enum<E>> E oneOf(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, word(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected one of "
              + List.of(type.getEnumConstants())
              + " in \""
              + name
              + "\", found '"
              + word(name)
              + "'",
          e);
    }
  }
}
