package vmft.cli;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Option;
import vmft.demo.Screen;
import vmft.demo.cluster.JvmCommand;
import vmft.demo.cluster.PartFailedException;
import vmft.demo.cluster.ProcessStarter;
import vmft.demo.cluster.RunFolder;

/** What all demos have in common: a seed, a folder, figures, and processes that end with them. */
final class DemoRun {
  @Option(
      names = "--seed",
      description = "Of the requests and of the moment of the fault (default: a random one).")
  private Long seed;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Folder for logs, traces, captured frames and whatever else the run leaves; new or empty"
              + " (default: runs/COMMAND-TIME).")
  private Path directory;

  @Option(
      names = "--json",
      description = "One JSON object with all figures on stdout; the story goes to stderr.")
  private boolean json;

  /** A story to be told. */
  @FunctionalInterface
  interface Story<F> {
    F tell(RunFolder folder, ProcessStarter starter, Screen screen)
        throws IOException, InterruptedException;
  }

  long seed() {
    return seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
  }

  /**
   * @param name of the command, for the default
   */
  Path folder(String name) {
    if (directory != null) {
      return directory;
    }
    String time =
        LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
    return Path.of("runs", name + "-" + time);
  }

  /** Tells a story in that folder; all processes that it starts end with it or with this one. */
  <F> F tell(Path path, Story<F> story) throws InterruptedException {
    Screen screen = json ? Screen.on(System.err, 2) : Screen.on(System.out, 1);
    RunFolder folder = createFolder(path);
    try (ProcessStarter starter = new ProcessStarter(JvmCommand.from(System.getenv()))) {
      Runtime.getRuntime().addShutdownHook(new Thread(starter::close, "stop-all"));
      F figures = story.tell(folder, starter, screen);
      if (json) {
        System.out.println(new GsonBuilder().setPrettyPrinting().create().toJson(figures));
      }
      return figures;
    } catch (IOException | PartFailedException e) {
      throw new CommandException(ExitStatus.FAILED, e.getMessage(), e);
    }
  }

  private static RunFolder createFolder(Path path) {
    try {
      return RunFolder.create(path);
    } catch (IOException e) {
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    }
  }
}
