package vmft.net.tap;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network namespace of the test's own. It is one thread's: what is opened or started there, and
 * nothing else, sees it. It is gone with the last of that.
 */
final class OwnNetwork implements AutoCloseable {
  private static final int CLONE_NEWNET = 0x4000_0000;

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  static {
    Native.register(OwnNetwork.class, "c");
  }

  private static native int unshare(int flags) throws LastErrorException;

  private OwnNetwork() {}

  /**
   * Makes one.
   *
   * @throws LastErrorException if this process may not
   */
  static OwnNetwork make() throws Exception {
    OwnNetwork network = new OwnNetwork();
    try {
      network.call(() -> unshare(CLONE_NEWNET));
      return network;
    } catch (LastErrorException e) {
      network.close();
      throw e;
    }
  }

  /** Calls something inside. */
  <T> T call(Callable<T> action) throws Exception {
    try {
      return thread.submit(action).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Runs a command inside; its exit code. */
  int run(String... command) throws Exception {
    return call(
        () -> await(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD)));
  }

  private static int await(ProcessBuilder command) throws IOException, InterruptedException {
    return command.start().waitFor();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
