package vmft.replica.host;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import vmft.channel.Heartbeat;
import vmft.channel.LogChannel;
import vmft.channel.Message;
import vmft.channel.Message.Refusal;
import vmft.channel.netty.HeartbeatSocket;

/**
 * The way to the other replica over the network. Whatever arrives is deposited with the agent, in
 * order; when the replica is slow to take it, the channel is not read.
 */
final class ChannelPeer implements PeerLink {
  /** Messages on their way to the replica's thread: some tenths of a second of a busy log. */
  private static final int MAX_MESSAGES_ON_THE_WAY = 1024;

  private final AtomicInteger messagesOnTheWay = new AtomicInteger();
  private volatile ReplicaAgent agent;
  private volatile HeartbeatSocket heartbeats;
  private volatile InetSocketAddress heartbeatsTo;
  private volatile LogChannel channel;

  /** Whether the replica itself wants to read; on its thread. */
  private volatile boolean wanted = true;

  /** Deposits go to this agent. */
  void connect(ReplicaAgent replica) {
    agent = replica;
  }

  /** Heartbeats leave and arrive here. */
  void use(HeartbeatSocket socket) {
    heartbeats = socket;
  }

  /** The other side's heartbeat socket; until it is known, heartbeats are not sent. */
  void beatTowards(InetSocketAddress address) {
    heartbeatsTo = address;
  }

  /** Messages are sent on this channel from now on. */
  void use(LogChannel newChannel) {
    channel = newChannel;
  }

  /** A heartbeat has arrived; on the network thread. */
  void onHeartbeat(Heartbeat heartbeat) {
    agent.deposit((to, now) -> to.onHeartbeat(heartbeat, now));
  }

  /**
   * Takes what arrives on a channel. The primary's client does not know its channel before it is
   * connected, so what a channel says counts as long as no other has replaced it.
   */
  LogChannel.Listener listener(LogChannel of) {
    return new LogChannel.Listener() {
      @Override
      public void onMessage(Message message) {
        if (messagesOnTheWay.incrementAndGet() == MAX_MESSAGES_ON_THE_WAY) {
          channel.pauseReading();
        }
        agent.deposit(
            (to, now) -> {
              taken();
              to.onMessage(message, now);
            });
      }

      @Override
      public void onWritable() {
        agent.deposit((to, now) -> {}); // a turn is all it takes
      }

      @Override
      public void onClosed(String reason) {
        if (of == null || of == channel) {
          agent.deposit((to, now) -> to.onChannelClosed(reason, now));
        }
      }
    };
  }

  private void taken() {
    if (messagesOnTheWay.decrementAndGet() == MAX_MESSAGES_ON_THE_WAY / 2 && wanted) {
      channel.resumeReading();
    }
  }

  /** Turns away a primary that comes too late. */
  static LogChannel.Listener refuse(LogChannel late) {
    late.send(new Refusal("this replica is part of a pair already"));
    late.close("a second primary was refused");
    return new LogChannel.Listener() {
      @Override
      public void onMessage(Message message) {}

      @Override
      public void onClosed(String reason) {}
    };
  }

  @Override
  public void send(Message message) {
    LogChannel open = channel;
    if (open != null) {
      open.send(message);
    }
  }

  @Override
  public void beat(Heartbeat heartbeat) {
    InetSocketAddress to = heartbeatsTo;
    if (to != null) {
      heartbeats.send(heartbeat, to);
    }
  }

  @Override
  public void closeChannel(String reason) {
    LogChannel open = channel;
    if (open != null) {
      open.close(reason);
    }
  }

  @Override
  public void read(boolean enabled) {
    wanted = enabled;
    if (enabled) {
      channel.resumeReading();
    } else {
      channel.pauseReading();
    }
  }

  @Override
  public boolean writable() {
    LogChannel open = channel;
    return open == null || open.isWritable();
  }

  /** Bytes sent, framing included. */
  long bytesSent() {
    LogChannel open = channel;
    return open == null ? 0 : open.bytesSent();
  }

  /** Bytes received, framing included. */
  long bytesReceived() {
    LogChannel open = channel;
    return open == null ? 0 : open.bytesReceived();
  }

  @Override
  public void close() {
    HeartbeatSocket socket = heartbeats;
    if (socket != null) {
      socket.close();
    }
  }
}
