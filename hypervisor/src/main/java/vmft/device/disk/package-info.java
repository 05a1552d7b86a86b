/**
 * What is behind a block device: an image that never changes, and the blocks that the guest has
 * written over it, in memory.
 *
 * <p>Reads and writes come from the block device while the hart stands; nothing leaves. The image
 * itself is behind {@link vmft.device.disk.DiskImage}, so that no file is touched here. On the
 * thread that owns the engine.
 */
package vmft.device.disk;
