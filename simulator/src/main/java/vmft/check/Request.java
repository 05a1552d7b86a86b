package vmft.check;

import java.util.Objects;

/**
 * What a client asks of the key-value store. All numbers are unsigned 64-bit; a field that the kind
 * does not use is 0.
 *
 * @param value to put, to add, or to swap in
 * @param expected the value that a CAS compares with
 */
public record Request(Kind kind, long key, long value, long expected) {

  public Request {
    Objects.requireNonNull(kind, "kind");
  }

  /** The operations of the store, as guest-images/kv/PROTOCOL.md has them. */
  public enum Kind {
    GET,
    PUT,
    ADD,
    CAS,
    /** Makes a random number, stores it and returns it. */
    TOKEN,
    /** Reads the clock of the machine; concerns no key. */
    TIME
  }

  public static Request get(long key) {
    return new Request(Kind.GET, key, 0, 0);
  }

  public static Request put(long key, long value) {
    return new Request(Kind.PUT, key, value, 0);
  }

  public static Request add(long key, long value) {
    return new Request(Kind.ADD, key, value, 0);
  }

  public static Request cas(long key, long expected, long value) {
    return new Request(Kind.CAS, key, value, expected);
  }

  public static Request token(long key) {
    return new Request(Kind.TOKEN, key, 0, 0);
  }

  public static Request time() {
    return new Request(Kind.TIME, 0, 0, 0);
  }

  @Override
  public String toString() {
    String unsigned = Long.toUnsignedString(value);
    return switch (kind) {
      case GET, TOKEN, TIME -> kind.name();
      case PUT, ADD -> kind + " " + unsigned;
      case CAS -> "CAS " + Long.toUnsignedString(expected) + " -> " + unsigned;
    };
  }
}
