package vmft.tas.raft;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Random;

/** What strangers send to a port: noise, the beginning of HTTP/1, of HTTP/2, of TLS, or nothing. */
final class Garbage {
  private Garbage() {}

  static void throwAt(FlagGroup.Member member, Random random) throws IOException {
    byte[] noise = new byte[4096];
    random.nextBytes(noise);
    byte[] http2WithNoise = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nnoise noise noise".getBytes(US_ASCII);
    byte[] tlsHello = {22, 3, 1, 2, 0, 1, 0, 1, -4, 3, 3};
    for (byte[] garbage :
        List.of(
            noise,
            "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII),
            http2WithNoise,
            tlsHello,
            new byte[0])) {
      throwAt(member, garbage);
    }
  }

  private static void throwAt(FlagGroup.Member member, byte[] garbage) throws IOException {
    try (Socket socket = new Socket(member.host(), member.port())) {
      socket.setSoTimeout(200);
      socket.getOutputStream().write(garbage);
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      // The replica hung up first, as it should.
    }
  }
}
