package vmft.device.virtio;

/** A virtqueue breaks the rules of the specification; the message says which. */
final class MalformedQueueException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedQueueException(String format, Object... values) {
    super(String.format(format, values));
  }
}
