package vmft.event;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import vmft.replica.ReplicaStatus;

/**
 * Something that happened in a vmft process.
 *
 * @param atMicros wall clock, microseconds since 1970 UTC
 * @param name of a {@link vmft.replica.Milestone.Kind}, or {@link #READY}, {@link #STATUS}, {@link
 *     #NOTE}
 * @param detail one line; may be empty
 * @param port of {@link #READY}: the port that it listens on, or 0
 * @param status of {@link #STATUS}; else null
 * @param channelBytes of {@link #STATUS}: bytes on the logging channel so far, both ways
 * @param channelBytesSent of {@link #STATUS}: those of them that this side has sent
 */
public record Event(
    long atMicros,
    String name,
    String detail,
    int port,
    ReplicaStatus status,
    long channelBytes,
    long channelBytesSent) {
  /** The process does its work from now on. */
  public static final String READY = "READY";

  /** A sample of a replica's status. */
  public static final String STATUS = "STATUS";

  /** Something worth a line. */
  public static final String NOTE = "NOTE";

  private static final Gson GSON = new Gson();

  public static Event ready(String detail, int port) {
    return new Event(nowMicros(), READY, detail, port, null, 0, 0);
  }

  public static Event status(ReplicaStatus status, long channelBytes, long channelBytesSent) {
    return new Event(nowMicros(), STATUS, "", 0, status, channelBytes, channelBytesSent);
  }

  public static Event note(String detail) {
    return new Event(nowMicros(), NOTE, detail, 0, null, 0, 0);
  }

  static long nowMicros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  /** One line of JSON. */
  public String toJson() {
    return GSON.toJson(this);
  }

  /** Reads a line of JSON; empty if it is none of ours. */
  public static Optional<Event> parse(String line) {
    try {
      Event event = GSON.fromJson(line, Event.class);
      return Optional.ofNullable(event).filter(e -> e.name != null);
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    String time = Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS).toString();
    return time.substring(11, Math.min(time.length(), 23)) + " " + name + " " + detail;
  }
}
