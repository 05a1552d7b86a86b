package vmft.demo.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellSampleTest {
  @Test
  void anAnswerIsUnderstoodBehindAPromptOrAnythingElse() {
    assertThat(ShellSample.parse("vmft:~# sh=81 up=12.05 kept=k3y", 7))
        .contains(new ShellSample(7, 81, 12_050, "k3y"));
  }

  @Test
  void aShellThatRemembersNothingSaysSo() {
    assertThat(ShellSample.parse("sh=81 up=12.05 kept=", 7))
        .contains(new ShellSample(7, 81, 12_050, ""));
  }

  @Test
  void theEchoOfWhatWasTypedIsNoAnswer() {
    assertThat(ShellSample.parse(ShellSample.definition("k3y"), 7)).isEmpty();
    assertThat(ShellSample.parse("vmft:~# p", 7)).isEmpty();
  }
}
