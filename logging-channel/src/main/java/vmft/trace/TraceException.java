package vmft.trace;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file is no trace, a trace of another version, or damaged. The message is one line with the
 * file, what was expected and what was found.
 */
public final class TraceException extends IOException {
  private static final long serialVersionUID = 1L;

  TraceException(Path file, String problem) {
    super("trace " + file + ": " + problem);
  }
}
