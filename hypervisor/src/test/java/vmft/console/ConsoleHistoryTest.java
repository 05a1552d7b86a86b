package vmft.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConsoleHistoryTest {
  private final ConsoleHistory history = new ConsoleHistory();

  @Test
  void theLastBytesAreKeptByTheirNumbersHoweverTheyCame() {
    Random random = new Random(3);
    byte[] all = new byte[3 * ConsoleHistory.CAPACITY];
    random.nextBytes(all);
    int end = 0;
    while (end < all.length) {
      int length = Math.min(all.length - end, random.nextInt(100_000));
      history.append(Arrays.copyOfRange(all, end, end + length));
      end += length;
      assertThat(history.end()).isEqualTo(end);
      assertThat(history.start()).isEqualTo(Math.max(0, end - ConsoleHistory.CAPACITY));
      assertThat(readAll()).isEqualTo(Arrays.copyOfRange(all, (int) history.start(), end));
    }
  }

  @Test
  void moreAtOnceThanIsKeptLeavesTheLastPart() {
    byte[] all = new byte[ConsoleHistory.CAPACITY + 5];
    new Random(4).nextBytes(all);
    history.append(all);
    assertThat(history.start()).isEqualTo(5);
    assertThat(readAll()).isEqualTo(Arrays.copyOfRange(all, 5, all.length));
  }

  @Test
  void whatIsNotKeptCannotBeRead() {
    history.append(new byte[10]);
    assertThat(history.read(10, 5)).isEmpty();
    assertThatThrownBy(() -> history.read(11, 1)).hasMessageContaining("expected 0..10, found 11");
  }

  private byte[] readAll() {
    byte[] read = new byte[(int) (history.end() - history.start())];
    for (int done = 0; done < read.length; ) {
      byte[] part = history.read(history.start() + done, 1000);
      System.arraycopy(part, 0, read, done, part.length);
      done += part.length;
    }
    return read;
  }
}
