package vmft.demo.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Passes TCP connections on, two threads each, until it is cut. */
final class TcpRelay implements Closeable {
  private static final int BUFFER_BYTES = 64 << 10;

  private final InetSocketAddress target;
  private final BooleanSupplier cut;
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  TcpRelay(InetSocketAddress listen, InetSocketAddress target, BooleanSupplier cut)
      throws IOException {
    this.target = target;
    this.cut = cut;
    this.listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(listen);
    Relay.daemon("relay-accept", this::accept);
  }

  private void accept() {
    try {
      while (true) {
        join(listener.accept());
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void join(Socket near) {
    sockets.add(near);
    try {
      Socket far = new Socket(target.getAddress(), target.getPort());
      sockets.add(far);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Relay.daemon("relay-there", () -> pump(near, far));
      Relay.daemon("relay-back", () -> pump(far, near));
    } catch (IOException e) {
      shut(near);
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int bytes = from.getInputStream().read(buffer);
          bytes >= 0;
          bytes = from.getInputStream().read(buffer)) {
        if (!cut.getAsBoolean()) {
          to.getOutputStream().write(buffer, 0, bytes);
        }
      }
    } catch (IOException e) {
      // one of them is gone, which is passed on below
    }
    if (!cut.getAsBoolean()) { // not even the end of a connection passes a cut
      shut(from);
      shut(to);
    }
  }

  private void shut(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no more use anyway
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    sockets.forEach(this::shut);
  }
}
