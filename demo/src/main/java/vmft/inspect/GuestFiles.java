package vmft.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that a recorded machine was made of, to make it once more.
 *
 * @param image of the guest; null to look where the recording had it
 * @param disk image of its disk; null for none
 */
public record GuestFiles(Path image, Path disk) {

  /** As options of {@code vmft replay}. */
  public List<String> options() {
    List<String> options = new ArrayList<>();
    if (image != null) {
      options.addAll(List.of("--image", image.toString()));
    }
    if (disk != null) {
      options.addAll(List.of("--disk", disk.toString()));
    }
    return options;
  }
}
