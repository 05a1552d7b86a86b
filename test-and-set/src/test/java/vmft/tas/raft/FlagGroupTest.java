package vmft.tas.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlagGroupTest {
  private static final String THREE = "t1=127.0.0.1:7001,t2=127.0.0.1:7002,t3=host.example:7003";

  @Test
  void aListIsReadAndWrittenInTheSameForm() {
    FlagGroup group = FlagGroup.parse(THREE);

    assertThat(group).hasToString(THREE);
    assertThat(group.member("t3")).contains(new FlagGroup.Member("t3", "host.example", 7003));
    assertThat(group.member("t4")).isEmpty();
    assertThat(group.majority()).isEqualTo(2);
  }

  @Test
  void theOrderOfTheListDoesNotMatterButEveryAddressDoes() {
    FlagGroup group = FlagGroup.parse(THREE);
    FlagGroup reordered =
        FlagGroup.parse("t3=host.example:7003, t1=127.0.0.1:7001, t2=127.0.0.1:7002");

    assertThat(reordered.uuid()).isEqualTo(group.uuid());
    assertThat(FlagGroup.parse(THREE.replace("7001", "7009")).uuid()).isNotEqualTo(group.uuid());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                        | found \"\"",
        "t1                        | found \"t1\"",
        "t1=h                      | found \"t1=h\"",
        "t1=h:x                    | found \"t1=h:x\"",
        "t1=:1                     | found \"t1=:1\"",
        "t1=h:0,t2=h:2,t3=h:3      | expected a port from 1 to 65535 in \"t1=h:0\", found 0",
        "t1=h:99999,t2=h:2,t3=h:3  | found 99999",
        "t1=h:1                    | expected an odd number of test-and-set replicas, at least 3, found 1",
        "t1=h:1,t2=h:2             | at least 3, found 2",
        "t1=h:1,t2=h:2,t3=h:3,t4=h:4 | at least 3, found 4",
        "t1=h:1,t1=h:2,t3=h:3      | distinct ids, found \"t1\" twice",
        "t1=h:1,t2=h:1,t3=h:3      | distinct addresses, found \"h:1\" twice",
      })
  void aListThatMakesNoSenseIsRefusedInOneLine(String list, String complaint) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlagGroup.parse(list))
        .withMessageContaining(complaint)
        .withMessageContaining("expected")
        .matches(thrown -> thrown.getMessage().lines().count() == 1);
  }
}
