package vmft.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import vmft.event.Event;
import vmft.event.EventSink;
import vmft.net.netty.SwitchServer;
import vmft.net.passt.PasstUplink;
import vmft.net.passt.Publication;
import vmft.net.tap.TapUplink;

/** How the switch reaches the world. */
final class UplinkOptions {
  @Option(
      names = "--passt",
      description =
          "Connect the guest 10.0.2.15 to this host's network through passt; takes no root. Its"
              + " gateway is 10.0.2.2, its name server 10.0.2.3.")
  private boolean passt;

  @Option(
      names = "--publish",
      paramLabel = "[HOST:]PORT:GUESTPORT[/udp]",
      converter = PublicationConverter.class,
      description =
          "Forward a port of this host to the guest, through passt; may be given several times"
              + " (default HOST 127.0.0.1).")
  private List<Publication> publications = List.of();

  @Option(
      names = "--tap",
      paramLabel = "NAME",
      description =
          "Connect the switch to this host's TAP interface of that name; it is made if there is"
              + " none. Takes root, or an interface made for this user.")
  private String tap;

  /** Attaches what was asked for; without options nothing. */
  Uplinks attach(SwitchServer server, EventSink sink) throws InterruptedException {
    Consumer<String> notes = line -> sink.accept(Event.note(line));
    Uplinks uplinks = new Uplinks();
    try {
      if (tap != null) {
        uplinks.add(TapUplink.open(tap, server, notes), "TAP interface " + tap);
      }
      if (passt || !publications.isEmpty()) {
        uplinks.add(
            PasstUplink.start(program(), publications, server, notes), describe(publications));
      }
      return uplinks;
    } catch (IOException e) {
      uplinks.close();
      throw new CommandException(ExitStatus.USAGE, e.getMessage(), e);
    } catch (CommandException e) {
      uplinks.close();
      throw e;
    }
  }

  private static Path program() {
    return PasstUplink.find()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitStatus.MISSING,
                    "passt is not installed; on Debian: sudo apt-get install passt"));
  }

  private static String describe(List<Publication> publications) {
    return publications.isEmpty() ? "passt" : "passt, publishing " + publications;
  }

  /** The uplinks of a switch. */
  static final class Uplinks implements AutoCloseable {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final StringBuilder description = new StringBuilder();

    private void add(AutoCloseable uplink, String what) {
      open.push(uplink);
      description.append("; uplink: ").append(what);
    }

    /** To be put behind what the switch says of itself. */
    String description() {
      return description.toString();
    }

    @Override
    public void close() {
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (Exception e) {
          throw new IllegalStateException("uplink cannot be closed: " + e.getMessage(), e);
        }
      }
    }
  }

  /** Reads {@code [HOST:]PORT:GUESTPORT[/udp]}. */
  static final class PublicationConverter implements ITypeConverter<Publication> {
    @Override
    public Publication convert(String text) {
      try {
        return Publication.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
