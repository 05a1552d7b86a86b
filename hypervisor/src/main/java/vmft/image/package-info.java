/**
 * Guest images: from the bytes of a file to segments in guest RAM and an entry point. What is no
 * image for this machine is refused with one line that says what it is instead.
 *
 * <p>Pure but for {@link vmft.image.ImageFile}, which reads the file. Any thread.
 */
package vmft.image;
