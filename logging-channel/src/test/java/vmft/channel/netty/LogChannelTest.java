package vmft.channel.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vmft.channel.FrameDecoder;
import vmft.channel.FrameEncoder;
import vmft.channel.Frames;
import vmft.channel.HostAndPort;
import vmft.channel.LogChannel;
import vmft.channel.Message;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.channel.Message.Hello;
import vmft.channel.Message.Refusal;
import vmft.channel.Message.Welcome;
import vmft.channel.Pairing;
import vmft.log.Generation;
import vmft.log.LogPosition;

/** Two ends of a logging channel, and strangers, over real sockets. */
@Timeout(60)
class LogChannelTest {
  private static final HostAndPort FREE_PORT = new HostAndPort("127.0.0.1", 0);
  private static final Generation GENERATION = new Generation(4);
  private static final Hello HELLO =
      new Hello(new Pairing("demo", GENERATION, "cafe", "ram=64M", "unicorn 2.1", 0));
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final int FEW = 5;

  private record Peer(LogChannel channel, Deposits deposits) {}

  private final BlockingQueue<Peer> peers = new LinkedBlockingQueue<>();
  private final List<ChannelClient> clients = new ArrayList<>();
  private final Deposits primaryDeposits = new Deposits();
  private ChannelServer server;

  @BeforeEach
  void listen() throws IOException {
    server = ChannelServer.listen(FREE_PORT, this::accept);
  }

  @AfterEach
  void closeBothEnds() {
    clients.forEach(ChannelClient::close);
    server.close();
  }

  @Test
  void messagesArriveInOrderInBothDirections() throws Exception {
    LogChannel primary = connectAndSayHello();
    Peer backup = peer();
    assertThat(backup.deposits().message()).isEqualTo(HELLO);

    backup.channel().send(new Welcome());
    for (int i = 0; i < 1_000; i++) {
      primary.send(ack(i));
      backup.channel().send(ack(-i + 1_000));
    }

    assertThat(primaryDeposits.message()).isEqualTo(new Welcome());
    for (int i = 0; i < 1_000; i++) {
      assertThat(backup.deposits().message()).isEqualTo(ack(i));
      assertThat(primaryDeposits.message()).isEqualTo(ack(-i + 1_000));
    }
  }

  @Test
  void messagesOfSeveralThreadsNeverBreakTheSequence() throws Exception {
    LogChannel primary = connectAndSayHello();
    Peer backup = peer();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      senders.add(new Thread(() -> sendMany(primary, 500)));
    }
    senders.forEach(Thread::start);
    for (Thread sender : senders) {
      sender.join();
    }

    assertThat(backup.deposits().message()).isEqualTo(HELLO);
    for (int i = 0; i < 4 * 500; i++) {
      assertThat(backup.deposits().message()).isInstanceOf(Acknowledgement.class);
    }
  }

  @Test
  void repliesFromTheNetworkThreadDoNotOvertakeWhatOthersSent() throws Exception {
    server.close();
    BlockingQueue<LogChannel> backups = new LinkedBlockingQueue<>();
    server =
        ChannelServer.listen(
            FREE_PORT,
            channel -> {
              backups.add(channel);
              return new Echo(channel);
            });
    LogChannel primary = connectAndSayHello();
    LogChannel backup = backups.poll(20, TimeUnit.SECONDS);

    Thread other = new Thread(() -> sendMany(backup, 2_000));
    other.start();
    sendMany(primary, 2_000);
    other.join();

    for (int i = 0; i < 1 + 2_000 + 2_000; i++) {
      primaryDeposits.message();
    }
    assertThat(primaryDeposits.isClosed()).isFalse();
  }

  @Test
  void bothEndsCountTheSameBytesWithFraming() throws Exception {
    LogChannel primary = connectAndSayHello();
    Peer backup = peer();
    backup.deposits().message();

    long frame = new FrameEncoder(GENERATION).encode(HELLO).length;
    assertThat(backup.channel().bytesReceived()).isEqualTo(frame);
    Deposits.await(() -> primary.bytesSent() == frame, "sent bytes counted");
    assertThat(primary.queuedBytes()).isZero();
    assertThat(backup.channel().lastReceivedNanos()).isLessThanOrEqualTo(System.nanoTime());
  }

  @Test
  void aPausedReaderHoldsTheSenderBackAndLosesNothing() throws Exception {
    LogChannel primary = connectAndSayHello();
    Peer backup = peer();
    backup.deposits().message();
    backup.channel().pauseReading();

    int sent = 0;
    while (primary.isWritable()) {
      primary.send(bigBatch(sent++));
      Thread.onSpinWait();
    }
    assertThat(primary.queuedBytes()).isGreaterThanOrEqualTo(OutboundQueue.FULL_AT_BYTES);
    assertThat(backup.deposits().waitingMessages()).isLessThan(sent);
    backup.channel().resumeReading();

    primaryDeposits.awaitWritable();
    for (int i = 0; i < sent; i++) {
      assertThat(((Batch) backup.deposits().message()).first()).isEqualTo(new LogPosition(i));
    }
  }

  @Test
  void aSenderWhoIgnoresAFullChannelFindsItClosed() throws Exception {
    LogChannel primary = connectAndSayHello();
    Peer backup = peer();
    backup.channel().pauseReading();

    int enough = 2 * OutboundQueue.MAX_BYTES / (1 << 16);
    for (int i = 0; i < enough; i++) {
      primary.send(bigBatch(i));
    }

    assertThat(primaryDeposits.closeReason()).startsWith("the peer does not read: more than ");
    assertThat(primary.queuedBytes()).isLessThan(OutboundQueue.MAX_BYTES + (1L << 20));
  }

  @Test
  void bothSidesLearnThatTheChannelIsClosedAndWhy() throws Exception {
    LogChannel primary = connectAndSayHello();
    Peer backup = peer();
    backup.deposits().message();

    backup.channel().send(new Refusal("other image"));
    backup.channel().close("refused");
    backup.channel().close("another reason");
    backup.channel().send(new Welcome());

    assertThat(primaryDeposits.message()).isEqualTo(new Refusal("other image"));
    assertThat(primaryDeposits.closeReason()).isEqualTo("the other side closed the connection");
    assertThat(backup.deposits().closeReason()).isEqualTo("refused");
    primary.send(new Welcome());
  }

  @Test
  void whatArrivedBeforeThePeerDiedIsDeliveredBeforeTheEnd() throws Exception {
    try (Socket primary = stranger()) {
      primary.setTcpNoDelay(true); // that, and being few, makes them leave at once
      FrameEncoder encoder = new FrameEncoder(GENERATION);
      primary.getOutputStream().write(encoder.encode(HELLO));
      Peer backup = peer();
      backup.deposits().message();
      backup.channel().pauseReading();
      backup.channel().send(ack(0));
      Deposits.await(() -> backup.channel().queuedBytes() == 0, "the pause has taken effect");
      for (int i = 0; i < FEW; i++) {
        primary.getOutputStream().write(encoder.encode(ack(i)));
      }
      primary.setSoLinger(true, 0); // the end of a killed process with unread input: a reset
      primary.close();
      // Acknowledgements run into the reset; what has arrived must survive that.
      backup.channel().send(ack(1));
      backup.channel().send(ack(2));
      Deposits.await(() -> backup.channel().queuedBytes() == 0, "writes have failed");
      backup.channel().resumeReading();

      for (int i = 0; i < FEW; i++) {
        assertThat(backup.deposits().message()).isEqualTo(ack(i));
      }
      backup.deposits().closeReason();
    }
  }

  @Test
  void aSecondPrimaryIsRefusedAndTheFirstNoticesNothing() throws Exception {
    LogChannel first = connectAndSayHello();
    Peer backup = peer();
    backup.deposits().message();

    Deposits secondDeposits = new Deposits();
    LogChannel second = client().connect(address(), GENERATION, SOON, secondDeposits);
    second.send(HELLO);

    assertThat(((Refusal) secondDeposits.message()).reason())
        .startsWith("this backup follows another primary already, at 127.0.0.1:");
    secondDeposits.closeReason();
    first.send(ack(7));
    assertThat(backup.deposits().message()).isEqualTo(ack(7));
  }

  @Test
  void anotherPrimaryMayComeWhenTheFirstHasGone() throws Exception {
    LogChannel first = connectAndSayHello();
    Peer backup = peer();
    first.close("gone");
    backup.deposits().closeReason();

    client().connect(address(), GENERATION, SOON, new Deposits()).send(HELLO);
    assertThat(peer().deposits().message()).isEqualTo(HELLO);
  }

  @Test
  void garbageIsTurnedAwayAndTheListenerLivesOn() throws Exception {
    byte[] soundButNoHello = new FrameEncoder(GENERATION).encode(new Welcome());
    for (byte[] garbage :
        List.of(
            "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
            new byte[1 << 16],
            soundButNoHello)) {
      try (Socket stranger = stranger()) {
        stranger.getOutputStream().write(garbage);
        assertEnds(stranger);
      }
    }
    connectAndSayHello();
    assertThat(peer().deposits().message()).isEqualTo(HELLO);
  }

  @Test
  void garbageInTheMiddleClosesTheChannelWithOneClearLine() throws Exception {
    try (Socket primary = stranger()) {
      FrameEncoder encoder = new FrameEncoder(GENERATION);
      primary.getOutputStream().write(encoder.encode(HELLO));
      primary.getOutputStream().write(encoder.encode(ack(1)));
      byte[] damaged = encoder.encode(ack(2));
      damaged[damaged.length - 1] ^= 1;
      primary.getOutputStream().write(damaged);
      primary.getOutputStream().write(encoder.encode(ack(3)));

      Peer backup = peer();
      assertThat(backup.deposits().message()).isEqualTo(HELLO);
      assertThat(backup.deposits().message()).isEqualTo(ack(1));
      assertThat(backup.deposits().closeReason()).startsWith("frame: expected CRC32C ");
      assertThat(backup.deposits().waitingMessages()).isZero();
    }
  }

  @Test
  void aPrimaryOfAnotherProtocolVersionIsToldWhy() throws Exception {
    try (Socket primary = stranger()) {
      // Generation 4, sequence 0, a hello of protocol version 2.
      primary.getOutputStream().write(Frames.wrap(new byte[] {8, 4, 26, 2, 8, 2}));
      assertThat(firstMessageTo(primary))
          .isEqualTo(
              new Refusal(
                  "protocol version: expected 1, found 2;"
                      + " run the same version of vmft on both hosts"));
    }
  }

  @Test
  void whoNeverSaysHelloIsTurnedAway() throws Exception {
    server.close();
    server = ChannelServer.listen(FREE_PORT, Duration.ofMillis(50), this::accept);
    try (Socket stranger = stranger()) {
      assertEnds(stranger);
    }
  }

  @Test
  void strangersBeyondTheBoundAreTurnedAwayAtOnce() throws Exception {
    server.close();
    server = ChannelServer.listen(FREE_PORT, Duration.ofHours(1), this::accept);
    List<Socket> strangers = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      strangers.add(stranger());
    }
    assertEnds(strangers.get(16));
    for (Socket stranger : strangers) {
      stranger.close();
    }
  }

  @Test
  void aTakenPortIsOneClearLine() {
    HostAndPort taken = address();
    assertThatThrownBy(() -> ChannelServer.listen(taken, this::accept))
        .isInstanceOf(IOException.class)
        .message()
        .matches(
            "logging channel: cannot listen on 127.0.0.1:\\d+: Address already in use;"
                + " the port is taken or the address is not of this host, choose another");
  }

  @Test
  void anUnknownHostIsOneClearLine() {
    HostAndPort unknown = new HostAndPort("no-such-host.invalid", 0);
    assertThatThrownBy(() -> ChannelServer.listen(unknown, this::accept))
        .isInstanceOf(IOException.class)
        .hasMessage("logging channel: cannot listen on no-such-host.invalid:0: unknown host");
  }

  @Test
  void aBackupThatNeverComesIsOneClearLine() throws Exception {
    HostAndPort nobody = address();
    server.close();
    assertThatThrownBy(
            () -> client().connect(nobody, GENERATION, Duration.ofMillis(200), primaryDeposits))
        .isInstanceOf(IOException.class)
        .message()
        .matches(
            "logging channel: no backup answers at 127.0.0.1:\\d+ within 0.2 s"
                + " \\(Connection refused.*\\); start the backup, or correct the address");
  }

  @Test
  void aPrimaryWaitsForABackupThatIsStillStarting() throws Exception {
    int port = server.port();
    server.close();
    Thread backup =
        new Thread(
            () -> {
              try {
                server = ChannelServer.listen(new HostAndPort("127.0.0.1", port), this::accept);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    ChannelClient client = client();
    backup.start();
    client
        .connect(new HostAndPort("127.0.0.1", port), GENERATION, SOON, primaryDeposits)
        .send(HELLO);
    assertThat(peer().deposits().message()).isEqualTo(HELLO);
    backup.join();
  }

  @Test
  void closingAnEndTellsItsOwnListenerToo() throws Exception {
    connectAndSayHello();
    Peer backup = peer();
    server.close();
    assertThat(backup.deposits().closeReason()).isEqualTo("this side has closed the connection");
    assertThat(primaryDeposits.closeReason()).isEqualTo("the other side closed the connection");
  }

  // ---- vocabulary ------------------------------------------------------------------------------

  private LogChannel.Listener accept(LogChannel channel) {
    Deposits deposits = new Deposits();
    peers.add(new Peer(channel, deposits));
    return deposits;
  }

  private Peer peer() throws InterruptedException {
    Peer peer = peers.poll(20, TimeUnit.SECONDS);
    assertThat(peer).as("a peer that said Hello").isNotNull();
    return peer;
  }

  private LogChannel connectAndSayHello() throws IOException {
    LogChannel channel = client().connect(address(), GENERATION, SOON, primaryDeposits);
    channel.send(HELLO);
    return channel;
  }

  private ChannelClient client() {
    ChannelClient client = new ChannelClient();
    clients.add(client);
    return client;
  }

  private HostAndPort address() {
    return new HostAndPort("127.0.0.1", server.port());
  }

  private Socket stranger() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.port());
  }

  private static void assertEnds(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  private static Message firstMessageTo(Socket socket) throws Exception {
    socket.setSoTimeout(20_000);
    InputStream in = socket.getInputStream();
    return new FrameDecoder(GENERATION).decode(ByteBuffer.wrap(in.readAllBytes())).orElseThrow();
  }

  private static void sendMany(LogChannel channel, int count) {
    for (int i = 0; i < count; i++) {
      channel.send(ack(i));
    }
  }

  private static Acknowledgement ack(int position) {
    return new Acknowledgement(new LogPosition(position), 0, 0);
  }

  private static Batch bigBatch(int first) {
    return new Batch(new LogPosition(first), 1, new byte[1 << 16], 0, LogPosition.START, 0);
  }

  /** Answers each message on the network thread. */
  private record Echo(LogChannel channel) implements LogChannel.Listener {
    @Override
    public void onMessage(Message message) {
      channel.send(new Welcome());
    }

    @Override
    public void onClosed(String reason) {}
  }
}
