package vmft.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vmft.bench.Benchmarks.Effort;
import vmft.bench.Benchmarks.Topic;

/** The benchmarks in a tiny form, so that they do not rot; no figure is judged here. */
class BenchmarksTest {
  private static final Effort TINY = new Effort(true, 1, Duration.ofMillis(600), 100);

  private final Images images = new Images(Path.of(System.getenv("VMFT_GUESTS")));

  @Test
  void everyTopicYieldsFiguresThatAreNumbers() throws Exception {
    List<Section> sections = new ArrayList<>();
    new Benchmarks(images, TINY, progress -> {}, Optional.empty())
        .run(EnumSet.of(Topic.SPIN, Topic.IDLE, Topic.LATENCY), sections::add);
    assertThat(sections).hasSize(3);
    assertThat(sections)
        .flatExtracting(Section::figures)
        .hasSizeGreaterThan(15)
        .allSatisfy(figure -> assertThat(figure.median()).isFinite());
  }

  @Test
  void aMissingImageIsOneLine() {
    Images nowhere = new Images(Path.of("nowhere"));
    assertThatThrownBy(
            () ->
                new Benchmarks(nowhere, TINY, progress -> {}, Optional.empty())
                    .run(EnumSet.of(Topic.SPIN), s -> {}))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("spin-short")
        .message()
        .hasLineCount(1);
  }
}
