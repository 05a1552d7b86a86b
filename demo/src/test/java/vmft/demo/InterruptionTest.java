package vmft.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a demo ends, nothing that it started outlives it. */
class InterruptionTest {
  @TempDir private Path folder;

  @Test
  void controlCLeavesNoProcessBehind() throws Exception {
    assertNothingSurvives("INT");
  }

  @Test
  void killingTheDemoItselfLeavesNoProcessBehind() throws Exception {
    assertNothingSurvives("KILL");
  }

  private void assertNothingSurvives(String signal) throws Exception {
    try (Command demo =
        Command.start(
            folder, "demo", "--seconds", "60", "--dir", folder.resolve("run").toString())) {
      Stage.await("the pair is protected", () -> demo.out().contains("primary ready"));
      List<ProcessHandle> children = demo.handle().descendants().toList();
      assertThat(children).hasSize(6);
      demo.signal(signal);
      demo.await();
      Stage.await("all have ended", () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }
  }
}
