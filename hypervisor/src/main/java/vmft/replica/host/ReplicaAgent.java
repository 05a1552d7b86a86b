package vmft.replica.host;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import vmft.console.ConsoleState;
import vmft.console.GuestConsole;
import vmft.replay.ReplayableMachine;
import vmft.replica.Replica;
import vmft.replica.ReplicaStatus;

/**
 * The one thread of a replica, and its duty cycle: take what others have deposited, let the replica
 * take a turn, sleep until the next is due or something is deposited.
 *
 * <p>{@link #deposit} and {@link #status} are for any thread; a deposit makes a running guest stand
 * still soon, so that it is taken within microseconds.
 */
public final class ReplicaAgent implements AutoCloseable {

  /** Something that arrived for the replica; called on its thread. */
  @FunctionalInterface
  public interface Deposit {
    void applyTo(Replica replica, long now);
  }

  private final ReplayableMachine machine;
  private final Replica replica;
  private final Queue<Deposit> inbox = new ConcurrentLinkedQueue<>();
  private final Alarm alarm;
  private final GuestConsole console;
  private final Thread thread;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile ReplicaStatus status;
  private volatile boolean closed;
  private volatile boolean sleeping;
  private volatile Throwable failure;
  private ConsoleState consoleState = ConsoleState.START;

  /**
   * @param alarm stops the guest at the time that the replica asks for
   * @param console told when the state of its input changes
   */
  ReplicaAgent(
      String name, ReplayableMachine machine, Replica replica, Alarm alarm, GuestConsole console) {
    this.machine = machine;
    this.replica = replica;
    this.alarm = alarm;
    this.console = console;
    this.thread = new Thread(this::run, name);
    this.status = replica.status(System.nanoTime());
  }

  /** Starts the duty cycle. The machine belongs to the agent's thread from now on. */
  public void start() {
    thread.start();
  }

  /** Hands something to the replica; from any thread. */
  public void deposit(Deposit deposit) {
    inbox.add(deposit);
    machine.requestStop();
    if (sleeping) {
      LockSupport.unpark(thread);
    }
  }

  /** A recent status; from any thread. */
  public ReplicaStatus status() {
    return status;
  }

  /**
   * Waits until the replica has reached a final state, or the agent was closed.
   *
   * @throws IllegalStateException if the replica's thread failed
   */
  public void awaitEnd() throws InterruptedException {
    ended.await();
    if (failure != null) {
      throw new IllegalStateException("the replica's thread failed: " + failure, failure);
    }
  }

  private void run() {
    try {
      while (!closed && !replica.state().isFinal()) {
        cycle();
      }
    } catch (Throwable e) { // a bug: the process must not go on half alive
      failure = e;
    } finally {
      status = replica.status(System.nanoTime());
      alarm.close();
      ended.countDown();
    }
  }

  private void cycle() {
    drainInbox();
    long due = replica.turn(System.nanoTime());
    long after = System.nanoTime();
    status = replica.status(after);
    tellConsole();
    if (due > after && !replica.state().isFinal()) {
      sleepUntil(due, after);
    }
  }

  private void tellConsole() {
    ConsoleState state = replica.console();
    if (!state.equals(consoleState)) {
      consoleState = state;
      console.changed(state);
    }
  }

  /** The time is looked at anew for each: an acknowledgement counts only while it is fresh. */
  private void drainInbox() {
    for (Deposit deposit = inbox.poll(); deposit != null; deposit = inbox.poll()) {
      deposit.applyTo(replica, System.nanoTime());
    }
  }

  private void sleepUntil(long due, long now) {
    sleeping = true;
    if (inbox.isEmpty() && !closed) { // a deposit from now on finds "sleeping" set, and wakes
      if (due == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else {
        LockSupport.parkNanos(this, due - now);
      }
    }
    sleeping = false;
  }

  /** Ends the duty cycle and waits for it. */
  @Override
  public void close() {
    closed = true;
    machine.requestStop();
    LockSupport.unpark(thread);
    if (thread.isAlive()) {
      joinThread();
    } else {
      ended.countDown();
    }
  }

  private void joinThread() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
