package vmft.console.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vmft.console.ConsoleHistory;
import vmft.console.ConsoleState;
import vmft.console.ConsoleState.Phase;
import vmft.console.Keyboard;

/** Server and client over TCP, with a keyboard that stands for a machine. */
@SuppressWarnings("AddressSelection") // literals: nothing is looked up
class ConsoleServerTest {
  private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @AfterEach
  void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }

  @Test
  void aConsoleThatAttachesLateSeesWhatWasSaidBefore() throws Exception {
    ConsoleServer server = server();
    server.write(text("before "));
    Screen screen = attach(server);
    screen.await("before ");
    server.write(text("after"));
    screen.await("before after");
  }

  @Test
  void whatIsTypedReachesTheMachineAndEverybodySeesTheOutput() throws Exception {
    ConsoleServer server = server();
    Machine machine = new Machine(server);
    Screen one = attach(server);
    Screen other = attach(server);
    machine.goLive();
    one.client.type(text("abc"));
    machine.awaitTyped("abc");
    server.write(text("abc"));
    one.await("abc");
    other.await("abc");
  }

  @Test
  void severalWhoTypeAtOnceAreTakenWholeOneAfterTheOther() throws Exception {
    ConsoleServer server = server();
    Machine machine = new Machine(server);
    machine.goLive();
    List<Screen> screens = List.of(attach(server), attach(server), attach(server));
    for (int i = 0; i < 200; i++) {
      for (int who = 0; who < 3; who++) {
        screens.get(who).client.type(text("" + (char) ('a' + who)));
      }
    }
    await(() -> machine.typed().length() == 600);
    for (char who = 'a'; who <= 'c'; who++) {
      assertThat(machine.typed().chars().filter(each(who))).hasSize(200);
    }
  }

  private static java.util.function.IntPredicate each(char who) {
    return c -> c == who;
  }

  @Test
  void aSessionGoesOnAtTheOtherReplicaWithoutAByteTwiceOrNotAtAll() throws Exception {
    ConsoleServer one = server();
    ConsoleServer other = server();
    Machine first = new Machine(one);
    Screen screen = attach(one, other);
    first.goLive();
    one.write(text("0123456789"));
    other.writtenElsewhere(text("01234"));
    screen.await("0123456789");
    screen.client.type(text("typed"));
    first.awaitTyped("typed");

    one.close();
    Machine second = new Machine(other);
    second.take("typ"); // as far as the log got
    other.write(text("56789"));
    second.goLive();
    second.awaitTyped("typed");
    other.write(text("abc"));
    screen.await("0123456789abc");
  }

  @Test
  void aConsoleThatDoesNotReadHoldsUpNobody() throws Exception {
    ConsoleServer server = server();
    try (Socket deaf = new Socket("127.0.0.1", server.port())) {
      deaf.getOutputStream()
          .write(new byte[] {0, 0, 0, 17, 'A', 'v', 'm', 'f', 't', 'c', 'o', 'n', '1'});
      deaf.getOutputStream().write(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1});
      Screen screen = attach(server);
      byte[] much = new byte[ConsoleHistory.CAPACITY / 2];
      for (int i = 1; i <= 100; i++) {
        server.write(much);
        long shown = (long) i * much.length;
        await(() -> screen.length() == shown);
      }
    }
  }

  @Test
  void aStrangerIsSentAwayAndTheOthersNoticeNothing() throws Exception {
    ConsoleServer server = server();
    Screen screen = attach(server);
    try (Socket stranger = new Socket("127.0.0.1", server.port())) {
      stranger.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      stranger.setSoTimeout(10_000);
      assertThat(stranger.getInputStream().read()).isEqualTo(-1);
    } catch (java.net.SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    server.write(text("still here"));
    screen.await("still here");
  }

  @Test
  void whenTheMachineIsOffTheConsoleHasSeenAllOfItAndIsTold() throws Exception {
    ConsoleServer server = server();
    Screen screen = attach(server);
    server.write(text("attached, "));
    screen.await("attached, ");
    server.write(text("last words"));
    server.changed(new ConsoleState(Phase.OFF, 0, 0));
    server.close();
    await(() -> screen.over);
    screen.await("attached, last words");
  }

  @Test
  void aPortThatIsTakenIsSaidSo() throws Exception {
    ConsoleServer server = server();
    assertThatThrownBy(
            () -> ConsoleServer.listen(new InetSocketAddress("127.0.0.1", server.port())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("console: cannot listen on 127.0.0.1:" + server.port());
  }

  private ConsoleServer server() throws IOException {
    ConsoleServer server = ConsoleServer.listen(ANY);
    opened.push(server);
    return server;
  }

  private Screen attach(ConsoleServer... servers) {
    List<InetSocketAddress> addresses = new ArrayList<>();
    for (ConsoleServer server : servers) {
      addresses.add(new InetSocketAddress("127.0.0.1", server.port()));
    }
    Screen screen = new Screen();
    screen.client = ConsoleClient.attach(addresses, screen);
    opened.push(screen.client);
    return screen;
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(US_ASCII);
  }

  /** Takes what is typed, and nothing else. */
  private static final class Machine implements Keyboard {
    private final ConsoleServer server;
    private final StringBuilder typed = new StringBuilder();

    Machine(ConsoleServer server) {
      this.server = server;
      server.connect(this);
    }

    synchronized void take(String already) {
      typed.append(already);
    }

    synchronized void goLive() {
      server.changed(state());
    }

    private ConsoleState state() {
      return new ConsoleState(Phase.LIVE, typed.length(), typed.length());
    }

    @Override
    public synchronized void type(
        long position, byte[] bytes, BiConsumer<Boolean, ConsoleState> answer) {
      boolean next = position == typed.length();
      if (next) {
        typed.append(new String(bytes, US_ASCII));
      }
      answer.accept(next, state());
      server.changed(state());
    }

    synchronized String typed() {
      return typed.toString();
    }

    void awaitTyped(String expected) throws InterruptedException {
      await(() -> typed().length() >= expected.length());
      assertThat(typed()).isEqualTo(expected);
    }
  }

  private static final class Screen implements ConsoleClient.Listener {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private ConsoleClient client;
    private volatile boolean over;

    synchronized long length() {
      return shown.size();
    }

    void await(String expected) throws InterruptedException {
      ConsoleServerTest.await(() -> length() >= expected.length());
      synchronized (this) {
        assertThat(shown.toString(US_ASCII)).isEqualTo(expected);
      }
    }

    @Override
    public synchronized void onOutput(byte[] bytes) {
      shown.writeBytes(bytes);
    }

    @Override
    public void onMissed(long bytes) {
      throw new AssertionError("missed " + bytes);
    }

    @Override
    public void onLive(InetSocketAddress replica) {}

    @Override
    public void onAccepted(int bytes) {}

    @Override
    public void onReachable(boolean reachable) {}

    @Override
    public void onOver() {
      over = true;
    }
  }
}
