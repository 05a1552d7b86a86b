package vmft.conformance;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vmft.image.BadImageException;
import vmft.machine.MachineConfig;

/**
 * The test programs that a user has named, by file or by folder.
 *
 * @param programs in the order of their names within each folder
 * @param skipped ELF files of the folders that this machine cannot run as tests, a line each
 */
public record TestSuite(List<TestProgram> programs, List<String> skipped) {
  public TestSuite {
    programs = List.copyOf(programs);
    skipped = List.copyOf(skipped);
  }

  /**
   * Finds them. Of a folder, everything in and below it that is an ELF file counts; a file that is
   * named must be a test.
   *
   * @param glob which names count, e.g. {@code rv64u*-p-*}
   * @throws BadImageException if a file is no test, or a folder has none
   */
  public static TestSuite find(List<Path> places, String glob, MachineConfig config)
      throws BadImageException {
    PathMatcher wanted = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    List<TestProgram> programs = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        addFolder(place, wanted, config, programs, skipped);
      } else if (wanted.matches(place.getFileName())) {
        programs.add(TestProgram.load(place.getFileName().toString(), place, config));
      }
    }
    if (programs.isEmpty()) {
      throw new BadImageException(
          places.toString(), "expected test programs that match '" + glob + "', found none");
    }
    return new TestSuite(programs, skipped);
  }

  private static void addFolder(
      Path folder,
      PathMatcher wanted,
      MachineConfig config,
      List<TestProgram> programs,
      List<String> skipped)
      throws BadImageException {
    int before = programs.size();
    int skippedBefore = skipped.size();
    for (Path file : elfFiles(folder, wanted)) {
      try {
        programs.add(TestProgram.load(folder.relativize(file).toString(), file, config));
      } catch (BadImageException e) {
        skipped.add(e.getMessage());
      }
    }
    if (programs.size() == before && skipped.size() > skippedBefore) {
      throw new BadImageException(
          folder.toString(),
          "expected test programs, found none that runs here; " + skipped.get(skippedBefore));
    }
  }

  private static List<Path> elfFiles(Path folder, PathMatcher wanted) throws BadImageException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.sorted().toList()) {
        if (Files.isRegularFile(file)
            && wanted.matches(file.getFileName())
            && TestProgram.isElf(file)) {
          found.add(file);
        }
      }
    } catch (IOException e) {
      throw new BadImageException(
          folder.toString(), "expected a readable folder, found: " + e.getMessage());
    }
    return found;
  }
}
