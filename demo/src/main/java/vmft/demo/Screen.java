package vmft.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where the demo's lines go. On a terminal the line of {@link #live} is rewritten in place,
 * elsewhere each is a line of its own. Thread-safe.
 */
public final class Screen {
  private static final String REWRITE = "\r\033[K";
  private static final String DIM = "\033[2m";
  private static final String NORMAL = "\033[0m";

  /** Columns that every terminal has. */
  private static final int NARROW = 79;

  private static final long LIVE_LINE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final PrintStream out;
  private final boolean terminal;
  private boolean lineOpen;
  private String passing = "";

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
      passing = "";
      out.print(REWRITE + text);
      lineOpen = true;
    } else {
      out.println(text);
    }
    out.flush();
  }

  /**
   * What passes by and leaves no trace: shown dimmed on a terminal, cut off where it would not fit,
   * and nowhere else.
   */
  public synchronized void passing(String text) {
    if (terminal && !text.equals(passing)) {
      closeLine();
      passing = text;
      out.print(DIM + text.substring(0, Math.min(text.length(), NARROW)) + NORMAL);
      out.flush();
    }
  }

  /**
   * An audience that sees a live line a second.
   *
   * @param state the line for now
   */
  public Act.Audience audience(Supplier<String> state) {
    return new Act.Audience() {
      @Override
      public void watchUntil(long nanoTime) throws InterruptedException {
        for (long left = nanoTime - System.nanoTime();
            left > 0;
            left = nanoTime - System.nanoTime()) {
          TimeUnit.NANOSECONDS.sleep(Math.min(left, LIVE_LINE_NANOS));
          live("  " + state.get());
        }
      }

      @Override
      public void told(String line) {
        line("  " + line);
      }
    };
  }

  private void closeLine() {
    if (lineOpen) {
      out.println();
      lineOpen = false;
    }
    if (!passing.isEmpty()) {
      out.print(REWRITE);
      passing = "";
    }
  }
}
