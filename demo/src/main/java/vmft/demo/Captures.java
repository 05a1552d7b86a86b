package vmft.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vmft.net.PcapReader;
import vmft.net.PcapReader.CapturedFrame;

/** The frames that a switch has kept. */
public final class Captures {
  private Captures() {}

  /**
   * What anybody could hear from any port between two moments, in order of time.
   *
   * @param captures folder of the switch
   * @param fromMicros in microseconds since 1970
   * @param toMicros the same; later frames are left out
   */
  public static List<CapturedFrame> heard(Path captures, long fromMicros, long toMicros)
      throws IOException {
    List<CapturedFrame> heard = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(captures, "port-*-sent.pcap")) {
      for (Path file : files) {
        PcapReader.read(Files.readAllBytes(file)).stream()
            .filter(frame -> frame.epochNanos() / 1_000 >= fromMicros)
            .filter(frame -> frame.epochNanos() / 1_000 <= toMicros)
            .forEach(heard::add);
      }
    }
    heard.sort(Comparator.comparingLong(CapturedFrame::epochNanos));
    return heard;
  }
}
