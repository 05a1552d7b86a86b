package vmft.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A tiny operating system and server in one: counters that clients add to, a periodic timer, and a
 * hash over everything that it ever consumed. It is a pure function of what it consumes, and puts
 * the hash into every output, so that a replica that consumed anything else is found out.
 *
 * <p>Between two interrupts it works through blocks of one to eight instructions.
 */
final class ToyGuest {
  static final int KEYS = 4;
  static final int MAX_CLIENTS = 4;

  private static final long TICK_PERIOD = 100_000; // 10 ms
  private static final int LONGEST_BLOCK = 8;

  private final boolean spins;
  private final long[] counters = new long[KEYS];
  private final long[] lastSequence = new long[MAX_CLIENTS];
  private final long[] lastValue = new long[MAX_CLIENTS];
  private long hash = 1;
  private long outputs;
  private long lastStamp;
  private int work;
  private boolean timerSet;

  /**
   * @param spins whether it computes when it has nothing to do, rather than wait for an interrupt
   */
  ToyGuest(boolean spins) {
    this.spins = spins;
    Arrays.fill(lastSequence, -1);
  }

  /** Instructions of the block that comes next. */
  int blockLength() {
    return 1 + (int) Long.remainderUnsigned(hash, LONGEST_BLOCK);
  }

  private void consume(long value) {
    hash = SimRandom.mix(hash * 31 + value);
  }

  // ---- what interrupts bring: each takes one block -------------------------------------------

  void onTimer(ToyBoard board) {
    long ticks = board.readClock();
    consume(ticks);
    board.setTimer(ticks + TICK_PERIOD);
    work += 1 + below(4);
  }

  void onFrame(ToyBoard board, byte[] frame) {
    for (byte value : frame) {
      hash = hash * 31 + value;
    }
    consume(frame.length);
    Wire.parseRequest(frame).ifPresent(request -> serve(board, request));
  }

  private void serve(ToyBoard board, Wire.Request request) {
    int client = request.client();
    if (request.sequence() > lastSequence[client]) {
      lastSequence[client] = request.sequence();
      lastValue[client] = perform(request);
    }
    if (request.sequence() == lastSequence[client]) {
      board.send(
          Wire.encode(new Wire.Reply(nextStamp(), client, request.sequence(), lastValue[client])));
    }
    if (request.operation() == Wire.Operation.POWER_OFF) {
      board.powerOff();
    }
  }

  private long perform(Wire.Request request) {
    return switch (request.operation()) {
      case ADD -> ++counters[request.key()];
      case GET -> counters[request.key()];
      case POWER_OFF -> 0;
    };
  }

  void onConsoleByte(ToyBoard board, int value) {
    consume(value);
    print(board);
  }

  void onRandomBytes(byte[] bytes) {
    for (byte value : bytes) {
      consume(value);
    }
  }

  // ---- what it does of itself ------------------------------------------------------------------

  void onWork(ToyBoard board) {
    if (!timerSet) {
      timerSet = true;
      board.setTimer(0);
    }
    if (work == 0 && !spins) {
      board.waitForInterrupt();
      return;
    }
    work = Math.max(0, work - 1);
    consume(work);
    act(board, below(24));
  }

  private void act(ToyBoard board, int choice) {
    switch (choice) {
      case 0 -> consume(board.readClock());
      case 1 -> consume(board.readSeed());
      case 2 -> {
        consume(board.readClockRegister());
        consume(board.readClockRegister());
      }
      case 3 -> board.wantRandomBytes(1 + below(16));
      case 4 -> {
        if (!spins || below(16) == 0) {
          print(board);
        }
      }
      case 5 -> {
        print(board);
        consume(board.readClock());
      }
      default -> {}
    }
  }

  private void print(ToyBoard board) {
    ByteBuffer text = ByteBuffer.allocate(OutputStamp.BYTES);
    nextStamp().put(text);
    board.print(text.array());
  }

  private OutputStamp nextStamp() {
    consume(outputs);
    OutputStamp stamp = new OutputStamp(outputs, lastStamp, hash);
    outputs++;
    lastStamp = hash;
    return stamp;
  }

  private int below(int bound) {
    return (int) Long.remainderUnsigned(SimRandom.mix(hash), bound);
  }

  /** Of all that decides how it goes on. */
  long stateHash() {
    long state = hash;
    state = state * 31 + Arrays.hashCode(counters);
    state = state * 31 + Arrays.hashCode(lastSequence);
    state = state * 31 + Arrays.hashCode(lastValue);
    return state * 31 + outputs + work;
  }
}
