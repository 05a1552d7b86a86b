package vmft.tas.raft;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.ratis.protocol.exceptions.RaftException;

/**
 * One command, put to every replica, again and again, until one of them answers. Only the leader
 * can answer. The replica that answered last gets a head start, as asking the others too would only
 * cost time; but nobody waits for a replica that is dead or frozen. That the leader may get the
 * command more than once, and after a change of leaders both may, does no harm: every command can
 * be repeated.
 */
final class Inquiry {
  /** To a replica that is up but cannot answer: short, as the leader may be elected any moment. */
  private static final long PAUSE_MS = 20;

  /** To a replica that is not reached: longer, as each attempt opens a connection. */
  private static final long PAUSE_BEFORE_RECONNECT_MS = 100;

  /** What a leader on a busy machine needs; little beside an election, if it is dead. */
  private static final long HEAD_START_MS = 25;

  private final Replicas replicas;
  private final byte[] command;
  private final CompletableFuture<Optional<Reply>> answer = new CompletableFuture<>();
  private final Map<String, String> failures = new ConcurrentSkipListMap<>();

  Inquiry(Replicas replicas, Command command) {
    this.replicas = replicas;
    this.command = CommandCodec.encode(command);
  }

  /** The answer; empty if there was none before {@link #giveUp}. */
  CompletableFuture<Optional<Reply>> answer() {
    return answer;
  }

  /** Asks this replica until there is an answer, from whomever. Blocks. */
  void askUntilAnswered(FlagGroup.Member member) {
    if (!replicas.mayAskFirst(member)) {
      pause(HEAD_START_MS);
    }
    while (!answer.isDone()) {
      try {
        answer.complete(Optional.of(replicas.ask(member, command)));
      } catch (RaftException e) {
        noteAndPause(member, e, PAUSE_MS);
      } catch (IOException | RuntimeException e) {
        noteAndPause(member, e, PAUSE_BEFORE_RECONNECT_MS);
      }
    }
  }

  void giveUp() {
    answer.complete(Optional.empty());
  }

  /** Why each replica did not answer when it was last asked: one line for the operator. */
  String failures() {
    return failures.toString();
  }

  private void noteAndPause(FlagGroup.Member member, Exception failure, long pauseMs) {
    failures.put(member.toString(), firstLine(failure));
    pause(pauseMs);
  }

  /** Until the time has passed, or somebody has answered. */
  private void pause(long pauseMs) {
    try {
      answer.get(pauseMs, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Nobody else has answered: ask again.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      giveUp();
    }
  }

  private static String firstLine(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return message.lines().findFirst().orElse(cause.toString());
  }
}
