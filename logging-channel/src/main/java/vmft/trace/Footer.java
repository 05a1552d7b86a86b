package vmft.trace;

import java.nio.ByteBuffer;

/**
 * The last section of a file that was closed in order. Its length is fixed, so that a reader finds
 * it, and through it the index, from the end of the file. Pure.
 *
 * @param indexOffset where the index section begins, in bytes from the start of the file
 */
record Footer(long indexOffset) {
  static final int BODY_BYTES = Long.BYTES;
  static final int SIZE_IN_FILE = Section.HEADER_BYTES + BODY_BYTES;

  Section toSection() {
    return new Section(
        Section.Kind.FOOTER, ByteBuffer.allocate(BODY_BYTES).putLong(indexOffset).flip());
  }

  static Footer of(Section section) {
    return new Footer(section.body().getLong(0));
  }
}
