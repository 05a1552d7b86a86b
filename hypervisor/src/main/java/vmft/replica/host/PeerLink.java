package vmft.replica.host;

import vmft.channel.Heartbeat;
import vmft.channel.Message;

/** The way to the other replica: logging channel and heartbeats. Never blocks. */
interface PeerLink extends AutoCloseable {

  /** Sends, or drops the message if the channel is closed. */
  void send(Message message);

  void beat(Heartbeat heartbeat);

  /** Closes the logging channel, for good. */
  void closeChannel(String reason);

  void read(boolean enabled);

  boolean writable();

  @Override
  void close();

  /** No other replica: a machine that runs alone. */
  PeerLink NONE =
      new PeerLink() {
        @Override
        public void send(Message message) {}

        @Override
        public void beat(Heartbeat heartbeat) {}

        @Override
        public void closeChannel(String reason) {}

        @Override
        public void read(boolean enabled) {}

        @Override
        public boolean writable() {
          return true;
        }

        @Override
        public void close() {}
      };
}
