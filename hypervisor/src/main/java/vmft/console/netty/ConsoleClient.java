package vmft.console.netty;

import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import vmft.console.ConsoleMessage;
import vmft.console.ConsoleMessage.Answer;
import vmft.console.ConsoleMessage.Output;
import vmft.console.ConsoleSession;
import vmft.net.netty.EventLoops;

/**
 * A console at all replicas of a machine at once. {@link #type} and {@link #close} are for any
 * thread but the client's; what the listener is told comes on the client's.
 */
public final class ConsoleClient implements AutoCloseable {
  private final EventLoopGroup loop = EventLoops.oneThread("console");
  private final ConsoleSession session = new ConsoleSession();
  private final List<ConsoleLink> links = new ArrayList<>();
  private final Listener listener;
  private long acceptedTold;

  /** What a console shows. */
  public interface Listener {
    /** Output that was not shown before. */
    void onOutput(byte[] bytes);

    /** So many bytes of output are gone: no replica had kept them for so long. */
    void onMissed(long bytes);

    /** What is typed goes to this replica from now on. */
    void onLive(InetSocketAddress replica);

    /** So many bytes of what was typed wait for the machine now. */
    void onAccepted(int bytes);

    /** Whether any replica can be reached has changed. */
    void onReachable(boolean reachable);

    /** The machine is switched off, and all of its output shown. */
    void onOver();
  }

  private ConsoleClient(List<InetSocketAddress> replicas, Listener listener) {
    this.listener = listener;
    for (InetSocketAddress replica : replicas) {
      links.add(new ConsoleLink(loop, replica, links.size(), this));
    }
  }

  /** Begins to connect to all of them, and does so again whenever a connection ends. */
  public static ConsoleClient attach(List<InetSocketAddress> replicas, Listener listener) {
    ConsoleClient client = new ConsoleClient(replicas, listener);
    client.loop.execute(() -> client.links.forEach(ConsoleLink::connect));
    return client;
  }

  /** Types these bytes, when and where the machine is live. */
  public void type(byte[] bytes) {
    loop.execute(
        () -> {
          session.onTyped(bytes);
          sendTyped();
        });
  }

  void onAttached(ConsoleLink link) {
    link.send(session.attach());
  }

  void onMessage(ConsoleLink link, ConsoleMessage message) {
    if (message instanceof Output output) {
      show(output);
    } else if (message instanceof ConsoleMessage.State state) {
      onState(link, state);
    } else if (message instanceof Answer answer) {
      session.onAnswer(link.number(), answer);
    }
    tellAccepted();
    sendTyped();
  }

  private void show(Output output) {
    byte[] fresh = session.onOutput(output.offset(), output.bytes());
    long missed = session.takeMissed();
    if (missed > 0) {
      listener.onMissed(missed);
    }
    if (fresh.length > 0) {
      listener.onOutput(fresh);
    }
  }

  private void onState(ConsoleLink link, ConsoleMessage.State state) {
    boolean first = !session.attached();
    if (session.onState(link.number(), state.state())) {
      listener.onLive(link.address());
    }
    if (first) {
      listener.onReachable(true);
    }
    if (session.over()) {
      listener.onOver();
    }
  }

  private void tellAccepted() {
    long fresh = session.accepted() - acceptedTold;
    if (fresh > 0) {
      acceptedTold += fresh;
      listener.onAccepted((int) fresh);
    }
  }

  private void sendTyped() {
    session
        .live()
        .ifPresent(live -> session.nextTyped().ifPresent(typed -> links.get(live).send(typed)));
  }

  void onDetached(ConsoleLink link) {
    boolean before = session.attached();
    session.onDetached(link.number());
    if (before && !session.attached()) {
      listener.onReachable(false);
    }
    sendTyped();
  }

  @Override
  public void close() {
    links.forEach(ConsoleLink::stop);
    EventLoops.shutDown(loop);
  }
}
