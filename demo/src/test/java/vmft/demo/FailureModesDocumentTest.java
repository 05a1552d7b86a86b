package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A document that names tests which do not exist is worse than none. */
class FailureModesDocumentTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern TEST_NAME = Pattern.compile("`([A-Z]\\w+Test)#(\\w+)`");

  @Test
  void everyTestThatTheDocumentNamesExists() throws IOException {
    String document = Files.readString(ROOT.resolve("docs/FAILURE_MODES.md"));
    List<MatchResult> named = TEST_NAME.matcher(document).results().toList();
    assertThat(named).isNotEmpty();
    Map<String, Path> sources = testSources();
    for (MatchResult test : named) {
      assertThat(sources).containsKey(test.group(1));
      assertThat(Files.readString(sources.get(test.group(1))))
          .as(test.group())
          .containsPattern("@Test\\s+void " + test.group(2) + "\\(");
    }
  }

  private static Map<String, Path> testSources() throws IOException {
    Map<String, Path> sources = new HashMap<>();
    try (DirectoryStream<Path> modules = Files.newDirectoryStream(ROOT)) {
      for (Path module : modules) {
        Path tests = module.resolve("src/test/java");
        if (Files.isDirectory(tests)) {
          addSources(tests, sources);
        }
      }
    }
    return sources;
  }

  private static void addSources(Path tests, Map<String, Path> sources) throws IOException {
    try (Stream<Path> files = Files.walk(tests)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> sources.put(file.getFileName().toString().replace(".java", ""), file));
    }
  }
}
