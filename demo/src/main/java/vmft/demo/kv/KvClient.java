package vmft.demo.kv;

import java.time.Duration;
import java.util.Optional;
import vmft.check.Answer;
import vmft.check.History;
import vmft.check.Operation;
import vmft.check.Request;
import vmft.net.Ipv4Address;
import vmft.net.host.HostStack;
import vmft.net.host.UdpSocket;

/**
 * A client of the store. It repeats a request until it is answered, always with the same sequence
 * number, so that the store applies it once; and it records each operation. Thread-safe; one
 * request is under way at a time.
 */
public final class KvClient implements AutoCloseable {
  /** Where the guest listens. */
  public static final int PORT = 7000;

  private final UdpSocket socket;
  private final Ipv4Address store;
  private final long id;
  private final Patience patience;
  private final History history;

  private long lastSequence;

  /**
   * How long a client waits.
   *
   * @param retryAfter for an answer before it asks again
   * @param giveUpAfter in all; the store may then forget the client, so at most 30 s
   */
  public record Patience(Duration retryAfter, Duration giveUpAfter) {
    /** Retries often enough that a takeover is noticed at once, seldom enough to be no load. */
    public static final Patience DEFAULT =
        new Patience(Duration.ofMillis(50), Duration.ofSeconds(30));
  }

  /**
   * Opens a UDP port on the host.
   *
   * @param store the guest's address
   * @param id no other client of that store, at any time, may have it; a random one will do
   */
  public KvClient(HostStack host, Ipv4Address store, long id, Patience patience, History history) {
    this.socket = host.open(0);
    this.store = store;
    this.id = id;
    this.patience = patience;
    this.history = history;
  }

  /**
   * Asks until the store answers or patience ends, and records what came of it.
   *
   * @throws InterruptedException if the wait was interrupted; the operation is then recorded
   *     without an answer
   */
  public synchronized Operation execute(Request request) throws InterruptedException {
    Attempts attempts = new Attempts(++lastSequence, request);
    try {
      return record(attempts, attempts.run());
    } catch (InterruptedException e) {
      record(attempts, Optional.empty());
      throw e;
    }
  }

  private Operation record(Attempts attempts, Optional<Answer> answer) {
    Operation operation =
        new Operation(
            id,
            attempts.sequence,
            attempts.request,
            attempts.invokedNanos,
            answer,
            Math.max(0, attempts.sent - 1));
    history.record(operation);
    return operation;
  }

  @Override
  public void close() {
    socket.close();
  }

  /** One request and all its repeats. */
  private final class Attempts {
    final long sequence;
    final Request request;
    final long invokedNanos = System.nanoTime();
    int sent;

    private final byte[] datagram;

    Attempts(long sequence, Request request) {
      this.sequence = sequence;
      this.request = request;
      this.datagram = KvCodec.encode(id, sequence, request);
    }

    Optional<Answer> run() throws InterruptedException {
      Optional<Answer> answer = Optional.empty();
      while (answer.isEmpty()
          && System.nanoTime() - invokedNanos < patience.giveUpAfter.toNanos()) {
        long retryNanos = System.nanoTime() + patience.retryAfter.toNanos();
        socket.send(store, PORT, datagram, patience.retryAfter);
        sent++;
        answer = awaitAnswer(retryNanos);
      }
      return answer;
    }

    private Optional<Answer> awaitAnswer(long untilNanos) throws InterruptedException {
      Optional<Answer> answer = Optional.empty();
      long left = untilNanos - System.nanoTime();
      while (answer.isEmpty() && left > 0) {
        answer =
            socket
                .receive(Duration.ofNanos(left))
                .flatMap(received -> KvCodec.decode(received.payload()))
                .filter(this::isMine)
                .map(Attempts::answer);
        left = untilNanos - System.nanoTime();
      }
      return answer;
    }

    /** Not an answer to an earlier request, delayed or repeated by the network. */
    private boolean isMine(KvResponse response) {
      return response.client() == id && response.sequence() == sequence;
    }

    private static Answer answer(KvResponse response) {
      return new Answer(
          System.nanoTime(), response.status(), response.value(), response.previous());
    }
  }
}
