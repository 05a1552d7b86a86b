package vmft.trace;

import vmft.log.LogPosition;

/**
 * Entries on their way to the file.
 *
 * @param first position of the first entry
 * @param firstCount instruction count of the first entry
 * @param entryCount number of entries, at least 1
 * @param packed the entries, packed by {@code EntryEncoder}
 */
@SuppressWarnings("ArrayRecordComponent") // handed from one thread to the other, never changed
record PackedBlock(LogPosition first, long firstCount, int entryCount, byte[] packed) {}
