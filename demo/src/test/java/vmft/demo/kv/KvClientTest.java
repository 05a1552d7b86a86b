package vmft.demo.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vmft.check.Answer;
import vmft.check.Answer.Status;
import vmft.check.History;
import vmft.check.HistoryChecker;
import vmft.check.HistorySummary;
import vmft.check.Operation;
import vmft.check.Request;
import vmft.demo.kv.ToyStore.Faults;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;
import vmft.net.host.HostStack;
import vmft.net.host.UdpSocket;

@Timeout(60)
class KvClientTest {
  private static final KvClient.Patience QUICK =
      new KvClient.Patience(Duration.ofMillis(5), Duration.ofSeconds(30));

  private final HostStack guest = host("52:54:00:12:34:56", "10.0.2.15");
  private final HostStack clients = host("02:00:00:00:00:01", "10.0.2.100");
  private final History history = new History();

  KvClientTest() {
    guest.plugIn((frame, validUntil) -> deliver(frame, clients));
    clients.plugIn((frame, validUntil) -> deliver(frame, guest));
  }

  @Test
  void aRequestHasTheBytesOfTheProtocol() {
    assertThat(HexFormat.of().formatHex(KvCodec.encode(1, 2, Request.cas(3, 4, 5))))
        .isEqualTo(
            "4b563100"
                + "0100000000000000"
                + "0200000000000000"
                + "04"
                + "0300000000000000"
                + "0500000000000000"
                + "0400000000000000");
  }

  @Test
  void aResponseIsReadAndAnythingElseIsNot() {
    byte[] good =
        HexFormat.of()
            .parseHex(
                "4b563100"
                    + "0100000000000000"
                    + "0200000000000000"
                    + "02"
                    + "0300000000000000"
                    + "0400000000000000");
    assertThat(KvCodec.decode(good)).contains(new KvResponse(1, 2, Status.CAS_FAILED, 3, 4));
    good[20] = 6;
    assertThat(KvCodec.decode(good)).isEmpty();
    good[20] = 0;
    good[0]++;
    assertThat(KvCodec.decode(good)).isEmpty();
    assertThat(KvCodec.decode(new byte[36])).isEmpty();
  }

  @Test
  void everyOperationIsAnsweredAndRecorded() throws Exception {
    try (ToyStore store = new ToyStore(guest, 1, Faults.NONE);
        KvClient client = client(1, KvClient.Patience.DEFAULT)) {
      assertThat(client.execute(Request.get(9)).answer().map(Answer::status))
          .contains(Status.NOT_FOUND);
      assertThat(valueOf(client.execute(Request.put(9, 5)))).isEqualTo(5);
      assertThat(valueOf(client.execute(Request.add(9, 2)))).isEqualTo(7);
      assertThat(valueOf(client.execute(Request.cas(9, 7, 1)))).isEqualTo(1);
      long token = valueOf(client.execute(Request.token(9)));
      assertThat(valueOf(client.execute(Request.get(9)))).isEqualTo(token);
      assertThat(valueOf(client.execute(Request.time()))).isNotZero();
    }
    assertThat(history.operations())
        .extracting(Operation::sequence)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(HistoryChecker.check(history)).isEmpty();
  }

  @Test
  void anAnswerToAnotherRequestIsIgnored() throws Exception {
    try (UdpSocket store = guest.open(KvClient.PORT);
        KvClient client = client(1, KvClient.Patience.DEFAULT)) {
      CompletableFuture<Operation> operation = CompletableFuture.supplyAsync(() -> get(client));
      UdpSocket.Received request = store.receive(Duration.ofSeconds(10)).orElseThrow();
      reply(store, request, response(1, 0, 111));
      reply(store, request, response(2, 1, 222));
      reply(store, request, new byte[5]);
      reply(store, request, response(1, 1, 333));
      assertThat(valueOf(operation.join())).isEqualTo(333);
    }
  }

  private static Operation get(KvClient client) {
    try {
      return client.execute(Request.get(1));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void reply(UdpSocket store, UdpSocket.Received request, byte[] response)
      throws InterruptedException {
    store.send(request.from(), request.port(), response, Duration.ofSeconds(10));
  }

  private static byte[] response(long client, long sequence, long value) {
    return ByteBuffer.allocate(37)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(KvCodec.encode(client, sequence, Request.time()), 0, 20)
        .put((byte) 0)
        .putLong(value)
        .putLong(value)
        .array();
  }

  @Test
  void aRequestThatNobodyAnswersIsGivenUpAndItsOutcomeUnknown() throws Exception {
    KvClient.Patience little = new KvClient.Patience(Duration.ofMillis(5), Duration.ofMillis(50));
    try (KvClient client = client(1, little)) {
      Operation operation = client.execute(Request.put(1, 1));
      assertThat(operation.answer()).isEmpty();
      assertThat(operation.retries()).isPositive();
    }
    assertThat(history.size()).isEqualTo(1);
  }

  @Test
  void aWorkloadOverALossyNetworkLeavesAFlawlessHistory() throws Exception {
    try (ToyStore store = new ToyStore(guest, 7, new Faults(10, false))) {
      runWorkload(1_000);
      HistorySummary summary = HistorySummary.of(history);
      assertThat(summary.retries()).isPositive();
      assertThat(summary.unanswered()).isZero();
      assertThat(HistoryChecker.check(history)).isEmpty();

      try (KvClient reader = client(99, QUICK)) {
        Keepsakes keepsakes = Keepsakes.ask(history, reader);
        assertThat(keepsakes.known()).isPositive();
        assertThat(keepsakes.lostKeys()).isEmpty();
      }
    }
  }

  @Test
  void aStoreThatAppliesRetriesAgainIsFoundOut() throws Exception {
    try (ToyStore store = new ToyStore(guest, 7, new Faults(10, true))) {
      runWorkload(500);
    }
    assertThat(HistoryChecker.check(history)).isNotEmpty();
  }

  @Test
  void aStoreThatForgotEverythingHasLostItsKeepsakes() throws Exception {
    try (ToyStore store = new ToyStore(guest, 7, Faults.NONE)) {
      runWorkload(500);
    }
    try (ToyStore empty = new ToyStore(guest, 8, Faults.NONE);
        KvClient reader = client(99, QUICK)) {
      Keepsakes keepsakes = Keepsakes.ask(history, reader);
      assertThat(keepsakes.known()).isZero();
      assertThat(keepsakes.lostKeys()).isNotEmpty();
      assertThat(HistoryChecker.check(history)).isNotEmpty();
    }
  }

  @Test
  void aSeedFixesTheRequestsAndClientsDiffer() {
    assertThat(requests(3, 0)).isEqualTo(requests(3, 0)).isNotEqualTo(requests(3, 1));
    assertThat(requests(3, 0)).extracting(Request::kind).contains(Request.Kind.values());
  }

  private static List<Request> requests(long seed, int client) {
    RequestMix mix = new RequestMix(seed, client, 4);
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      requests.add(mix.next());
    }
    return requests;
  }

  private void runWorkload(int operations) throws InterruptedException {
    List<KvClient> four = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      four.add(client(10 + i, QUICK));
    }
    try (KvWorkload workload = KvWorkload.start(four, new KvWorkload.Settings(5, 3, 1_000))) {
      while (history.size() < operations) {
        Thread.sleep(1);
      }
      workload.stop(Duration.ofSeconds(30));
    }
    four.forEach(KvClient::close);
  }

  private KvClient client(long id, KvClient.Patience patience) {
    return new KvClient(clients, guest.address(), id, patience, history);
  }

  private static long valueOf(Operation operation) {
    Answer answer = operation.answer().orElseThrow();
    assertThat(answer.status()).isEqualTo(Status.OK);
    return answer.value();
  }

  private static boolean deliver(byte[] frame, HostStack to) {
    to.deliver(frame);
    return true;
  }

  private static HostStack host(String mac, String address) {
    return new HostStack(MacAddress.parse(mac), Ipv4Address.parse(address));
  }
}
