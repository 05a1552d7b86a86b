package vmft.conformance;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.log.LogEntry.OutputKind;
import vmft.net.FencingToken;
import vmft.replay.Output;
import vmft.replica.Milestone;
import vmft.replica.ReplicaPorts;

/** The world of a test program: random numbers, and somebody who remembers the last line. */
final class TestPorts implements ReplicaPorts {
  private static final int MAX_LINE = 200;

  private final SecureRandom random = new SecureRandom();
  private final StringBuilder line = new StringBuilder();
  private String lastLine = "";

  /** The last line on the console, as far as it got; empty if there is none. */
  String lastLine() {
    return line.isEmpty() ? lastLine : line.toString();
  }

  @Override
  public void emit(Output output, long validUntil) {
    if (output.kind() == OutputKind.CONSOLE) {
      new String(output.data(), StandardCharsets.US_ASCII).chars().forEach(this::print);
    }
  }

  private void print(int character) {
    if (character == '\n') {
      lastLine = line.toString();
      line.setLength(0);
    } else if (character >= ' ' && character <= '~' && line.length() < MAX_LINE) {
      line.append((char) character);
    }
  }

  @Override
  public byte[] randomBytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** The guest stops often enough by itself: it is polled. */
  @Override
  public void stopGuestAt(long deadline) {}

  // There is no other side.

  @Override
  public void send(Message message) {}

  @Override
  public void sendHeartbeat(Heartbeat heartbeat) {}

  @Override
  public void closeChannel(String reason) {}

  @Override
  public void readChannel(boolean enabled) {}

  @Override
  public boolean channelWritable() {
    return true;
  }

  @Override
  public void claimFlag() {}

  @Override
  public void emittedElsewhere(Output output) {}

  @Override
  public void speakWith(FencingToken token) {}

  @Override
  public void announceAddress(byte[] gratuitousArp) {}

  @Override
  public void milestone(Milestone milestone) {}
}
