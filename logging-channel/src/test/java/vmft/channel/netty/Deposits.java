package vmft.channel.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import vmft.channel.LogChannel;
import vmft.channel.Message;

/** A listener that keeps what it is told, for a test to wait for. */
final class Deposits implements LogChannel.Listener {
  private static final long DEADLINE_SECONDS = 20;

  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> closed = new CompletableFuture<>();
  private final CompletableFuture<Void> writable = new CompletableFuture<>();

  @Override
  public void onMessage(Message message) {
    assertThat(closed).isNotDone();
    messages.add(message);
  }

  @Override
  public void onWritable() {
    writable.complete(null);
  }

  @Override
  public void onClosed(String reason) {
    assertThat(closed.complete(reason)).as("closed once").isTrue();
  }

  Message message() throws InterruptedException {
    Message message = messages.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
    assertThat(message).as("a message within %d s", DEADLINE_SECONDS).isNotNull();
    return message;
  }

  int waitingMessages() {
    return messages.size();
  }

  String closeReason() throws Exception {
    return closed.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  boolean isClosed() {
    return closed.isDone();
  }

  void awaitWritable() throws Exception {
    writable.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  static void await(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
