package vmft.machine;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import vmft.engine.HartState;
import vmft.log.StateDigest;

/** Mixes the parts of a machine's state into a digest: the first 128 bits of a SHA-256. */
final class StateHasher {
  private final MessageDigest sha256;

  StateHasher() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java platform has SHA-256", e);
    }
  }

  StateHasher hart(HartState hart) {
    longs(hart.count(), hart.pc(), hart.privilege());
    longs(hart.x());
    longs(hart.f());
    hart.csrs().forEach((address, value) -> longs(address, value));
    return longs(hart.reservation(), hart.reservedValue(), hart.waiting() ? 1 : 0);
  }

  /** A device's state, set apart from its neighbours by its length. */
  StateHasher device(byte[] state) {
    longs(state.length);
    sha256.update(state);
    return this;
  }

  StateHasher pages(PageChecksums pages) {
    ByteBuffer bytes = ByteBuffer.allocate(pages.pages() * Integer.BYTES);
    bytes.asIntBuffer().put(pages.values());
    sha256.update(bytes);
    return this;
  }

  private StateHasher longs(long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    sha256.update(bytes);
    return this;
  }

  StateDigest digest() {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest());
    return new StateDigest(hash.getLong(), hash.getLong());
  }
}
