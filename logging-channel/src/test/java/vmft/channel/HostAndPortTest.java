package vmft.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostAndPortTest {
  @Test
  void namesAndAddressesOfBothKindsAreRead() {
    assertThat(HostAndPort.parse("127.0.0.1:7000")).isEqualTo(new HostAndPort("127.0.0.1", 7000));
    assertThat(HostAndPort.parse("host-b:0")).isEqualTo(new HostAndPort("host-b", 0));
    assertThat(HostAndPort.parse("[::1]:65535")).isEqualTo(new HostAndPort("::1", 65535));
  }

  @Test
  void whatIsReadIsWrittenTheSameWay() {
    for (String text : List.of("127.0.0.1:7000", "host-b:0", "[::1]:65535")) {
      assertThat(HostAndPort.parse(text)).hasToString(text);
    }
  }

  @Test
  void anythingElseIsOneClearLine() {
    for (String text :
        List.of("", "host", ":7000", "host:", "host:port", "host:65536", "::1:7000", "a:-1")) {
      assertThatThrownBy(() -> HostAndPort.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "address: expected host:port, as in 127.0.0.1:7000 or [::1]:7000, found \""
                  + text
                  + "\"");
    }
  }
}
