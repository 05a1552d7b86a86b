package vmft.demo.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the workload has said on the guest's console. Confined to one thread. */
final class Rounds {
  private static final Pattern ROUND = Pattern.compile("mixed: round (\\d+) checksum");

  /** Of the guest's init, when the workload has ended. */
  private static final String WELL_ENDED = "vmft: ended with 0";

  private final Path console;
  private long read;
  private int last;
  private boolean inOrder = true;
  private boolean wellEnded;
  private String rest = "";

  /**
   * @param console the file into which a replica writes it; need not be there yet
   */
  Rounds(Path console) {
    this.console = console;
  }

  /** Reads what is new. */
  void update() throws IOException {
    if (!Files.exists(console)) {
      return;
    }
    try (InputStream in = Files.newInputStream(console)) {
      in.skipNBytes(read);
      byte[] bytes = in.readAllBytes();
      read += bytes.length;
      see(new String(bytes, ISO_8859_1));
    }
  }

  /** Takes whole lines, and keeps what may be the start of one. */
  void see(String more) {
    String text = rest + more;
    int end = text.lastIndexOf('\n') + 1;
    rest = text.substring(end);
    Matcher round = ROUND.matcher(text.substring(0, end));
    while (round.find()) {
      int number = Integer.parseInt(round.group(1));
      inOrder &= number == last + 1;
      last = number;
    }
    wellEnded |= text.substring(0, end).contains(WELL_ENDED);
  }

  /** How many are over. */
  int count() {
    return last;
  }

  /** Whether they came one by one. */
  boolean inOrder() {
    return inOrder;
  }

  /** Whether the workload found nothing wrong, to its end. */
  boolean wellEnded() {
    return wellEnded;
  }
}
