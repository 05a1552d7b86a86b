package vmft.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HartThreadTest {
  @TempDir private Path thread;

  @Test
  void theKernelsAccountInNanosecondsCounts() throws Exception {
    Files.writeString(thread.resolve("schedstat"), "123456789 42 7\n");
    assertThat(new HartThread(thread).getAsLong()).isEqualTo(123_456_789);
  }

  @Test
  void withoutItTicksDoWhateverTheThreadIsCalled() throws Exception {
    Files.writeString(
        thread.resolve("stat"), "17 (a b) c) S 1 1 1 0 -1 0 0 0 0 0 25 5 0 0 20 0 1 0\n");
    assertThat(new HartThread(thread).getAsLong()).isEqualTo(300_000_000);
  }

  @Test
  void aThreadThatIsGoneIsOneLine() {
    assertThatThrownBy(() -> new HartThread(thread).getAsLong())
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("too early");
  }

  @Test
  void threadsOfAProcessAreFoundByName() {
    long own = ProcessHandle.current().pid();
    assertThat(HartThread.find(own, "GC Thread").or(() -> HartThread.find(own, "VM Thread")))
        .hasValueSatisfying(found -> assertThat(found.getAsLong()).isNotNegative());
    assertThat(HartThread.find(own, "no such thread")).isEmpty();
  }
}
