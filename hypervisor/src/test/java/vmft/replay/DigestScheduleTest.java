package vmft.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DigestScheduleTest {
  @Test
  void atAConstantDistanceTheNextDigestIsTheNextMultiple() {
    DigestSchedule schedule = DigestSchedule.every(1000);
    assertThat(schedule.nextAfter(0)).isEqualTo(1000);
    assertThat(schedule.nextAfter(999)).isEqualTo(1000);
    assertThat(schedule.nextAfter(1000)).isEqualTo(2000);
    assertThat(schedule.nextAfter(1L << 40)).isEqualTo(((1L << 40) / 1000 + 1) * 1000);
  }

  @Test
  void offMeansNever() {
    assertThat(DigestSchedule.OFF.nextAfter(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(DigestSchedule.every(0).isOff()).isTrue();
  }

  @Test
  void growingDistancesGiveAHundredEarlyAndFewThousandsEver() {
    DigestSchedule schedule = DigestSchedule.growingFrom(1000);
    assertThat(digestsUpTo(schedule, 110_000)).isGreaterThanOrEqualTo(100);
    assertThat(digestsUpTo(schedule, 1L << 50)).isLessThan(8000);
  }

  @Test
  void someOfThemAreFull() {
    DigestSchedule schedule = DigestSchedule.every(1).withFullEach(3);
    assertThat(schedule.isFull(2, 2)).isFalse();
    assertThat(schedule.isFull(3, 3)).isTrue();
    assertThat(DigestSchedule.every(1).isFull(3, 3)).isFalse();
  }

  @Test
  void digestsWithMemoryAreAsFarApartAsTheyAreTold() {
    DigestSchedule schedule = DigestSchedule.every(1).withFullEach(3).withFullDistance(100);
    assertThat(schedule.isFull(6, 99)).isFalse();
    assertThat(schedule.isFull(6, 100)).isTrue();
    assertThat(schedule.isFull(7, 100)).isFalse();
  }

  @Test
  void negativeNumbersAreRefused() {
    assertThatThrownBy(() -> DigestSchedule.every(-1)).hasMessageContaining("found every=-1");
  }

  private static int digestsUpTo(DigestSchedule schedule, long end) {
    int digests = 0;
    for (long count = 0; count < end; count = schedule.nextAfter(count)) {
      digests++;
    }
    return digests;
  }
}
