package vmft.demo.kv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import vmft.net.host.HostStack;
import vmft.net.host.UdpSocket;

/** The store as a guest would be it, behind a network that loses and repeats. */
final class ToyStore implements AutoCloseable {
  private final UdpSocket socket;
  private final Random random;
  private final Faults faults;
  private final Map<Long, Long> values = new HashMap<>();
  private final Map<Long, byte[]> lastResponses = new HashMap<>();
  private final Map<Long, Long> lastSequences = new HashMap<>();
  private final Thread thread = new Thread(this::serve, "toy-store");

  /**
   * What goes wrong.
   *
   * @param lossPercent requests, and responses, that vanish
   * @param forgetsRetries whether a repeated request is applied again: a bug
   */
  record Faults(int lossPercent, boolean forgetsRetries) {
    static final Faults NONE = new Faults(0, false);
  }

  ToyStore(HostStack host, long seed, Faults faults) {
    socket = host.open(KvClient.PORT);
    random = new Random(seed);
    this.faults = faults;
    thread.start();
  }

  private void serve() {
    try {
      while (!Thread.interrupted()) {
        var request = socket.receive(Duration.ofSeconds(1));
        if (request.isPresent() && arrives()) {
          byte[] response = answer(ByteBuffer.wrap(request.get().payload()));
          if (arrives()) {
            socket.send(request.get().from(), request.get().port(), response, Duration.ZERO);
          }
        }
      }
    } catch (InterruptedException e) {
      // The test is over.
    }
  }

  private boolean arrives() {
    return random.nextInt(100) >= faults.lossPercent;
  }

  private byte[] answer(ByteBuffer request) {
    request.order(ByteOrder.LITTLE_ENDIAN);
    long client = request.getLong(4);
    long sequence = request.getLong(12);
    boolean repeated = lastSequences.getOrDefault(client, 0L) == sequence;
    if (!repeated || faults.forgetsRetries) {
      lastSequences.put(client, sequence);
      lastResponses.put(client, apply(request));
    }
    return lastResponses.get(client);
  }

  private byte[] apply(ByteBuffer request) {
    long key = request.getLong(21);
    long value = request.getLong(29);
    Long before = values.get(key);
    long previous = before == null ? 0 : before;
    int operation = request.get(20);
    boolean reads = operation == 1 || operation == 4;
    if (reads && before == null) {
      return response(request, 1, 0, 0);
    }
    switch (operation) {
      case 2 -> values.put(key, value);
      case 3 -> values.put(key, previous + value);
      case 4 -> {
        if (previous != request.getLong(37)) {
          return response(request, 2, previous, previous);
        }
        values.put(key, value);
      }
      case 5 -> values.put(key, random.nextLong());
      case 6 -> {
        return response(request, 0, System.nanoTime(), 0);
      }
      default -> {}
    }
    return response(request, 0, values.get(key), previous);
  }

  private static byte[] response(ByteBuffer request, int status, long value, long previous) {
    return ByteBuffer.allocate(37)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(request.slice(0, 20))
        .put((byte) status)
        .putLong(value)
        .putLong(previous)
        .array();
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
    socket.close();
  }
}
