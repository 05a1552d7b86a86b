package vmft.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vmft.log.Generation;

class PairingTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);
  private static final String CONFIGURATION = "board=b\nmemory-mib=64\nboot-arguments=a=1 b";

  private static Pairing of(String image, String configuration, String engine) {
    return new Pairing("machine", Generation.FIRST, image, configuration, engine, 0);
  }

  private static Pairing withImage(String image) {
    return of(image, CONFIGURATION, "engine 1");
  }

  @Test
  void nameAndEpochOfAMachineAreThePrimarysToGive() {
    Pairing backup = withImage(ONE);
    Pairing primary =
        new Pairing("other", Generation.FIRST, ONE, CONFIGURATION, "engine 1", 1_000_000);
    assertThat(backup.differencesFrom(primary)).isEmpty();
  }

  @Test
  void anotherImageIsNamedWithBothDigests() {
    assertThat(withImage(ONE).differencesFrom(withImage(TWO)))
        .containsExactly("guest image: primary has sha256 " + TWO + ", backup has sha256 " + ONE);
  }

  @Test
  void ofAGuestOfSeveralFilesOnlyTheOneThatDiffersIsNamed() {
    Pairing backup = withImage("kernel=" + ONE + ",initrd=" + ONE);
    Pairing primary = withImage("kernel=" + ONE + ",initrd=" + TWO);
    assertThat(backup.differencesFrom(primary))
        .containsExactly("initrd: primary has sha256 " + TWO + ", backup has sha256 " + ONE);
  }

  @Test
  void aFileThatOneSideLacksIsNamed() {
    assertThat(withImage(ONE).differencesFrom(withImage("kernel=" + ONE + ",initrd=" + TWO)))
        .containsExactly("initrd: primary has sha256 " + TWO + ", backup has 'none'");
    assertThat(withImage("firmware=default,kernel=" + ONE).differencesFrom(withImage(ONE)))
        .containsExactly("firmware: primary has 'none', backup has 'default'");
  }

  @Test
  void ofTheConfigurationOnlyTheValuesThatDifferAreNamed() {
    String other = "board=b\nmemory-mib=32\nboot-arguments=a=2 b\ndisk=cow sha256:9";
    assertThat(withImage(ONE).differencesFrom(of(ONE, other, "engine 2")))
        .containsExactly(
            "memory-mib: primary has '32', backup has '64'",
            "boot-arguments: primary has 'a=2 b', backup has 'a=1 b'",
            "disk: primary has 'cow sha256:9', backup has 'none'",
            "engine: primary has 'engine 2', backup has 'engine 1'");
  }
}
