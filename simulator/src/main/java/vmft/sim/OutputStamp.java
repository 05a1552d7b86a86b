package vmft.sim;

import java.nio.ByteBuffer;

/**
 * Stands in every output of the toy guest and chains the outputs together, so that anybody who sees
 * them can tell whether one is missing or belongs to another history.
 *
 * @param index outputs that the guest made before this one
 * @param previous {@link #state} of the output before; 0 for the first
 * @param state hash of everything that the guest has consumed and put out so far
 */
record OutputStamp(long index, long previous, long state) {
  static final int BYTES = 3 * Long.BYTES;

  void put(ByteBuffer to) {
    to.putLong(index).putLong(previous).putLong(state);
  }

  static OutputStamp get(ByteBuffer from) {
    return new OutputStamp(from.getLong(), from.getLong(), from.getLong());
  }
}
