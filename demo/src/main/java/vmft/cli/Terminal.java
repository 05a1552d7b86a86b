package vmft.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The terminal at stdin, if there is one, passing on every key as it is pressed; as it was again
 * once closed, or when the process ends otherwise.
 */
final class Terminal implements AutoCloseable {
  private final Optional<String> settings;
  private final Thread atExit = new Thread(this::restore, "terminal");

  private Terminal(Optional<String> settings) {
    this.settings = settings;
  }

  /** Makes the terminal raw. Stdin that is a file or a pipe stays as it is. */
  static Terminal raw() {
    Terminal terminal = new Terminal(stty("-g"));
    if (terminal.isTerminal()) {
      Runtime.getRuntime().addShutdownHook(terminal.atExit);
      stty("raw", "-echo");
    }
    return terminal;
  }

  boolean isTerminal() {
    return settings.isPresent();
  }

  /** What {@code stty} says; nothing if stdin is no terminal, or there is no such program. */
  private static Optional<String> stty(String... arguments) {
    List<String> command = new ArrayList<>(List.of("stty"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), US_ASCII).strip();
      return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void restore() {
    settings.ifPresent(Terminal::stty);
  }

  @Override
  public void close() {
    if (isTerminal()) {
      restore();
      Runtime.getRuntime().removeShutdownHook(atExit);
    }
  }
}
