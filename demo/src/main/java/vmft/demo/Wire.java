package vmft.demo;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import vmft.machine.MachineConfig;
import vmft.net.ArpPacket;
import vmft.net.EthernetFrame;
import vmft.net.PcapReader;
import vmft.net.PcapReader.CapturedFrame;

/**
 * What the switch heard from the protected machine's address. Two ports can speak for it, the
 * primary's and the backup's; whoever spoke first is the one that was live at first.
 */
public final class Wire {
  private final List<List<CapturedFrame>> speakers;

  private Wire(List<List<CapturedFrame>> speakers) {
    this.speakers = speakers;
  }

  /**
   * Reads what each port sent.
   *
   * @param captures of the switch
   * @param sinceMicros frames before it are of no interest, in microseconds since 1970
   */
  public static Wire read(Path captures, long sinceMicros) throws IOException {
    List<List<CapturedFrame>> speakers = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(captures, "port-*-sent.pcap")) {
      for (Path file : files) {
        List<CapturedFrame> frames = ofTheMachine(file, sinceMicros);
        if (!frames.isEmpty()) {
          speakers.add(frames);
        }
      }
    }
    speakers.sort(Comparator.comparingLong(frames -> frames.get(0).epochNanos()));
    return new Wire(speakers);
  }

  private static List<CapturedFrame> ofTheMachine(Path file, long sinceMicros) throws IOException {
    return PcapReader.read(Files.readAllBytes(file)).stream()
        .filter(frame -> frame.epochNanos() >= sinceMicros * 1_000)
        .filter(Wire::isOfTheMachine)
        .toList();
  }

  private static boolean isOfTheMachine(CapturedFrame captured) {
    return EthernetFrame.parse(captured.frame())
        .filter(frame -> frame.source().equals(MachineConfig.DEFAULT_MAC))
        .isPresent();
  }

  /** How many ports have ever spoken for the machine. */
  public int speakers() {
    return speakers.size();
  }

  /** When the second port spoke first, in microseconds since 1970. */
  public Optional<Long> successorSpokeAtMicros() {
    return speakers.size() < 2
        ? Optional.empty()
        : Optional.of(speakers.get(1).get(0).epochNanos() / 1_000);
  }

  /** Whether the first thing that the second port sent was the machine's gratuitous ARP. */
  public boolean successorAnnouncedItself() {
    byte[] expected = ArpPacket.gratuitous(MachineConfig.DEFAULT_MAC, Clients.GUEST);
    return speakers.size() == 2 && Arrays.equals(speakers.get(1).get(0).frame(), expected);
  }

  /** Frames of the port that spoke first. */
  public int framesOfTheFirst() {
    return speakers.isEmpty() ? 0 : speakers.get(0).size();
  }

  /** Frames of the port that spoke second. */
  public int framesOfTheSuccessor() {
    return speakers.size() < 2 ? 0 : speakers.get(1).size();
  }

  /** Frames that the first port sent at this moment or later, in microseconds since 1970. */
  public int framesOfTheFirstSince(long micros) {
    return speakers.isEmpty()
        ? 0
        : (int)
            speakers.get(0).stream().filter(frame -> frame.epochNanos() >= micros * 1_000).count();
  }
}
