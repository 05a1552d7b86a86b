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
 * What could be heard at the switch from the protected machine's address. Two ports can speak for
 * it, the primary's and the backup's; whoever spoke first is the one that was live at first. What
 * the switch has fenced was heard by nobody, and is counted apart.
 */
public final class Wire {
  private final List<List<CapturedFrame>> speakers;
  private final List<CapturedFrame> fenced;

  private Wire(List<List<CapturedFrame>> speakers, List<CapturedFrame> fenced) {
    this.speakers = speakers;
    this.fenced = fenced;
  }

  /**
   * Reads what each port sent.
   *
   * @param captures of the switch
   * @param sinceMicros frames before it are of no interest, in microseconds since 1970
   */
  public static Wire read(Path captures, long sinceMicros) throws IOException {
    List<List<CapturedFrame>> speakers = ofEachPort(captures, "port-*-sent.pcap", sinceMicros);
    speakers.sort(Comparator.comparingLong(frames -> frames.get(0).epochNanos()));
    List<List<CapturedFrame>> fenced = ofEachPort(captures, "port-*-fenced.pcap", sinceMicros);
    return new Wire(speakers, fenced.stream().flatMap(List::stream).toList());
  }

  private static List<List<CapturedFrame>> ofEachPort(Path captures, String names, long sinceMicros)
      throws IOException {
    List<List<CapturedFrame>> ports = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(captures, names)) {
      for (Path file : files) {
        List<CapturedFrame> frames = ofTheMachine(file, sinceMicros);
        if (!frames.isEmpty()) {
          ports.add(frames);
        }
      }
    }
    return ports;
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

  /**
   * Frames of the port that spoke first that were heard after the successor's first one: by the
   * order in which the switch passed them on, which is what anybody else can know.
   */
  public int framesOfTheFirstAfterTheSuccessor() {
    return successorSpokeAtMicros().map(this::framesOfTheFirstSince).orElse(0);
  }

  /** Frames that a superseded port sent and the switch let nobody hear. */
  public int framesFenced() {
    return fenced.size();
  }

  /** Frames of the first port heard at this moment or later, in microseconds since 1970. */
  public int framesOfTheFirstSince(long micros) {
    return speakers.isEmpty()
        ? 0
        : (int)
            speakers.get(0).stream().filter(frame -> frame.epochNanos() >= micros * 1_000).count();
  }
}
