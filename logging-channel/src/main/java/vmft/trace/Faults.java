package vmft.trace;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, in words; the name of the file stands elsewhere in the line. */
final class Faults {
  private Faults() {}

  static String reasonOf(IOException fault) {
    if (fault instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (fault instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (fault instanceof FileSystemException of && of.getReason() != null) {
      return of.getReason();
    }
    return String.valueOf(fault.getMessage());
  }
}
