package vmft.tas.raft;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The replicas that hold the flags: 2F+1 of them, of which F may be down. Every replica and every
 * client is given the same list. Immutable.
 *
 * @param members an odd number of them, at least three, with distinct ids and addresses
 */
public record FlagGroup(List<Member> members) {
  private static final Pattern MEMBER =
      Pattern.compile("(?<id>[A-Za-z0-9._-]{1,64})=(?<host>[^=,\\s]{1,255}):(?<port>[0-9]{1,5})");

  /**
   * One replica: its name in the group and the TCP address at which it listens.
   *
   * @param port 1 to 65535
   */
  public record Member(String id, String host, int port) {
    /** The address as {@code host:port}. */
    public String address() {
      return host + ":" + port;
    }

    @Override
    public String toString() {
      return id + "=" + address();
    }
  }

  public FlagGroup {
    members = List.copyOf(members);
    if (members.size() < 3 || members.size() % 2 == 0) {
      throw new IllegalArgumentException(
          "expected an odd number of test-and-set replicas, at least 3, found " + members.size());
    }
    requireDistinct("id", members.stream().map(Member::id).toList());
    requireDistinct("address", members.stream().map(Member::address).toList());
  }

  /**
   * Reads a list such as {@code t1=127.0.0.1:7001,t2=127.0.0.1:7002,t3=127.0.0.1:7003}.
   *
   * @throws IllegalArgumentException with one line that says what is wrong
   */
  public static FlagGroup parse(String list) {
    List<Member> members = new ArrayList<>();
    for (String member : list.split(",", -1)) {
      members.add(parseMember(member.strip()));
    }
    return new FlagGroup(members);
  }

  /** The member of this id, if there is one. */
  public Optional<Member> member(String id) {
    return members.stream().filter(member -> member.id().equals(id)).findFirst();
  }

  /** How many replicas must be up for an answer: F+1 of 2F+1. */
  public int majority() {
    return members.size() / 2 + 1;
  }

  /**
   * Names the group: equal for equal lists, whatever their order. A list that differs in one
   * address names another group, so that replicas of two groups can never vote together.
   */
  UUID uuid() {
    String sorted =
        members.stream().map(Member::toString).sorted().collect(Collectors.joining(","));
    return UUID.nameUUIDFromBytes(("vmft test-and-set " + sorted).getBytes(UTF_8));
  }

  /** The list in the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return members.stream().map(Member::toString).collect(Collectors.joining(","));
  }

  private static Member parseMember(String text) {
    Matcher matcher = MEMBER.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected test-and-set replicas as id=host:port,id=host:port,..., found \""
              + text
              + "\"");
    }
    int port = Integer.parseInt(matcher.group("port"));
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException(
          "expected a port from 1 to 65535 in \"" + text + "\", found " + port);
    }
    return new Member(matcher.group("id"), matcher.group("host"), port);
  }

  private static void requireDistinct(String what, List<String> values) {
    Set<String> seen = new HashSet<>();
    for (String value : values) {
      if (!seen.add(value)) {
        throw new IllegalArgumentException(
            "expected test-and-set replicas with distinct "
                + what
                + (what.equals("id") ? "s" : "es")
                + ", found \""
                + value
                + "\" twice");
      }
    }
  }
}
