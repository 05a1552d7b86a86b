package vmft.net.passt;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;

/** Reads what a program prints, so that it never waits for a reader, and keeps the last line. */
final class LastWords {
  /** The program is gone; its last line is in the pipe. */
  private static final Duration READ_DEADLINE = Duration.ofSeconds(1);

  /** Where there is no system log; it says so for each line. */
  private static final String NO_SYSLOG = "Failed to send ";

  private final Thread reader;
  private volatile String last = "it gave no reason";

  LastWords(BufferedReader lines) {
    reader = new Thread(() -> read(lines), "passt-output");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(BufferedReader lines) {
    try (lines) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith(NO_SYSLOG)) {
          last = line.strip();
        }
      }
    } catch (IOException e) {
      // the program was ended: what it had to say has been said
    }
  }

  /** The last line of a program that has ended. */
  String await() throws InterruptedException {
    reader.join(READ_DEADLINE.toMillis());
    return last;
  }
}
