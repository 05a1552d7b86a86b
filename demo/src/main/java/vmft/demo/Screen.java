package vmft.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the demo's lines go. On a terminal the line of {@link #live} is rewritten in place,
 * elsewhere each is a line of its own. Thread-safe.
 */
public final class Screen {
  private static final String REWRITE = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private boolean lineOpen;

  /**
   * @param terminal whether lines can be rewritten
   */
  public Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * @param descriptor of this process, behind the stream
   */
  public static Screen on(PrintStream out, int descriptor) {
    return new Screen(out, isTerminal(descriptor));
  }

  /** System.console() cannot tell: it also asks whether stdin is a terminal. */
  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** A line that stays. */
  public synchronized void line(String text) {
    closeLine();
    out.println(text);
    out.flush();
  }

  /** A heading, with an empty line before it. */
  public void heading(String text) {
    line("");
    line(text);
  }

  /** The present state of things; the next one replaces it. */
  public synchronized void live(String text) {
    if (terminal) {
      out.print(REWRITE + text);
      lineOpen = true;
    } else {
      out.println(text);
    }
    out.flush();
  }

  private void closeLine() {
    if (lineOpen) {
      out.println();
      lineOpen = false;
    }
  }
}
