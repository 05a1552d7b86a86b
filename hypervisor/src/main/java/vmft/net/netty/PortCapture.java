package vmft.net.netty;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.net.MacAddress;
import vmft.net.PcapWriter;

/**
 * What one port saw, as three files in the capture directory: {@code port-N.pcap} has both
 * directions, {@code port-N-sent.pcap} only what the attached host sent, {@code port-N-fenced.pcap}
 * what it sent and nobody was to hear. The second exists because a pcap record knows no direction
 * and the two replicas share one address: only it shows that a backup was silent (R3.5).
 *
 * <p>When the disk fails the capture ends with one line in the log and the switch goes on.
 */
final class PortCapture implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(PortCapture.class);

  private static final String NAMES = "ports.txt";

  private final Path directory;
  private final Clock clock;
  private final PcapWriter both;
  private final PcapWriter sent;
  private final PcapWriter fenced;
  private boolean broken;

  private PortCapture(
      Path directory, Clock clock, PcapWriter both, PcapWriter sent, PcapWriter fenced) {
    this.directory = directory;
    this.clock = clock;
    this.both = both;
    this.sent = sent;
    this.fenced = fenced;
  }

  /**
   * Makes the directory, with an empty list of names.
   *
   * @throws IOException if nothing can be written there; the message is for the user
   */
  static void prepare(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(NAMES), "");
    } catch (IOException e) {
      throw new IOException(
          "switch: cannot write captures to " + directory + ": " + Failures.describe(e), e);
    }
  }

  /** Creates or overwrites the files of the port. */
  static PortCapture open(Path directory, int port, Clock clock) throws IOException {
    List<PcapWriter> files = new ArrayList<>();
    try {
      for (String suffix : List.of("", "-sent", "-fenced")) {
        files.add(create(directory.resolve("port-" + port + suffix + ".pcap")));
      }
      return new PortCapture(directory, clock, files.get(0), files.get(1), files.get(2));
    } catch (IOException e) {
      for (PcapWriter file : files) {
        file.close();
      }
      throw e;
    }
  }

  private static PcapWriter create(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      return new PcapWriter(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Notes in {@code ports.txt} who is behind the port. */
  void name(int port, String remote, MacAddress address) {
    String line = "port %d  %s  %s%n".formatted(port, address, remote);
    try {
      Files.writeString(directory.resolve(NAMES), line, StandardOpenOption.APPEND);
    } catch (IOException e) {
      stop(e);
    }
  }

  /** The attached host sent this frame to the switch. */
  void sent(byte[] frame) {
    write(frame, both, sent);
  }

  /** The attached host sent this frame, and the switch let nobody hear it. */
  void fenced(byte[] frame) {
    write(frame, fenced);
  }

  /** The switch sent this frame to the attached host. */
  void received(byte[] frame) {
    write(frame, both);
  }

  private void write(byte[] frame, PcapWriter... writers) {
    if (broken) {
      return;
    }
    try {
      long epochNanos = epochNanos(clock.instant());
      for (PcapWriter writer : writers) {
        writer.write(epochNanos, frame);
      }
    } catch (IOException e) {
      stop(e);
    }
  }

  private void stop(IOException cause) {
    broken = true;
    LOG.warn("switch: capture stopped, frames still flow: {}", Failures.describe(cause));
  }

  private static long epochNanos(Instant now) {
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  @Override
  public void close() {
    try (both;
        sent;
        fenced) {
      broken = true;
    } catch (IOException e) {
      LOG.warn("switch: capture not closed: {}", Failures.describe(e));
    }
  }
}
