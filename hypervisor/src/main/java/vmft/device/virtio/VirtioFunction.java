package vmft.device.virtio;

import java.util.List;
import vmft.device.StateReader;
import vmft.device.StateWriter;

/**
 * What a virtio device does behind its transport. Called only while the hart stands, but for {@link
 * #readConfig} and {@link #reset}, which touch no guest memory.
 */
interface VirtioFunction {

  /** Device type (§5). */
  int deviceId();

  /** Feature bits of this type that are offered, those of the transport aside. */
  long features();

  /** All queues, by index. */
  List<Virtqueue> queues();

  /**
   * @param offset into the configuration space of this type
   * @return the byte there, 0 to 255; 0 beyond the end
   */
  int readConfig(int offset);

  /** Serves a queue of which the driver says that there is something new in it. */
  void serve(Virtqueue queue) throws MalformedQueueException;

  void reset();

  /** What stands for the state where states are compared; see {@link vmft.device.Device}. */
  default void fingerprint(StateWriter out) {
    save(out);
  }

  /** Writes all state but that of the queues. */
  void save(StateWriter out);

  void restore(StateReader in);
}
