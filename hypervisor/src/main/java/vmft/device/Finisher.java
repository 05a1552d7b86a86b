package vmft.device;

import java.util.Objects;

/**
 * The test finisher ({@code sifive,test}): one register with which the guest switches the machine
 * off or starts it again.
 */
public final class Finisher implements Device {
  /** Bytes of the window. */
  public static final int SIZE = 0x1000;

  private static final int PASS = 0x5555;
  private static final int FAIL = 0x3333;
  private static final int RESET = 0x7777;

  /** What the guest can ask for. */
  public enum Kind {
    /** Nothing, so far. */
    NONE,
    /** The machine shall be switched off. */
    POWER_OFF,
    /** The machine shall start again from its image. */
    RESET
  }

  /**
   * @param exitCode what the guest says about its end: 0 for well, 1 to 65535 for a failure
   */
  public record Request(Kind kind, int exitCode) {
    public static final Request NONE = new Request(Kind.NONE, 0);

    public Request {
      Objects.requireNonNull(kind, "kind");
    }
  }

  private Request request = Request.NONE;

  /** What the guest has asked for since the last call. Only while the hart stands. */
  public Request takeRequest() {
    Request taken = request;
    request = Request.NONE;
    return taken;
  }

  /** Asks as if the guest had written to the register. */
  public void ask(Request asked) {
    request = asked;
  }

  @Override
  public long read(int offset, int size) {
    return 0;
  }

  @Override
  public void write(int offset, int size, long value) {
    if (offset != 0 || size != 2 && size != 4) {
      return;
    }
    int code = (int) (value >>> 16) & 0xffff;
    switch ((int) value & 0xffff) {
      case PASS -> request = new Request(Kind.POWER_OFF, 0);
      case FAIL -> request = new Request(Kind.POWER_OFF, code);
      case RESET -> request = new Request(Kind.RESET, 0);
      default -> {}
    }
  }

  @Override
  public boolean needsService() {
    return request.kind() != Kind.NONE;
  }

  @Override
  public void reset() {
    request = Request.NONE;
  }

  /** There is no state at a stop: a request is carried out at once. */
  @Override
  public void save(StateWriter out) {}

  @Override
  public void restore(StateReader in) {
    reset();
  }
}
