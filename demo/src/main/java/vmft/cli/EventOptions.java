package vmft.cli;

import picocli.CommandLine.Option;
import vmft.event.EventSink;

/** How a long-running command tells what happens. */
final class EventOptions {
  @Option(
      names = "--json",
      description = "Tell events as lines of JSON on stdout, with status samples.")
  private boolean json;

  @Option(
      names = "--stop-with-stdin",
      description = "End when stdin is closed, for a process that another one has started.")
  private boolean stopWithStdin;

  EventSink sink() {
    return json ? EventSink.json(System.out) : EventSink.human(System.err);
  }

  boolean json() {
    return json;
  }

  /** Ends this process when the one that started it is gone, however it went. */
  void watchStdin() {
    if (!stopWithStdin) {
      return;
    }
    Thread watcher = new Thread(EventOptions::exitAtEndOfInput, "stdin-watcher");
    watcher.setDaemon(true);
    watcher.start();
  }

  private static void exitAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // whatever is written there is no command
      }
    } catch (java.io.IOException e) {
      // a broken stdin is a closed one
    }
    Runtime.getRuntime().halt(0);
  }
}
