package vmft.net.passt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vmft.net.GatewayPort;
import vmft.net.passt.Publication.Protocol;

class PublicationTest {
  @Test
  void withoutAHostOnlyThisHostCanReachIt() {
    assertThat(Publication.parse("8080:80"))
        .isEqualTo(new Publication("127.0.0.1", 8080, 80, Protocol.TCP));
  }

  @Test
  void hostAndProtocolCanBeSaid() {
    assertThat(Publication.parse("0.0.0.0:53:5353/udp"))
        .isEqualTo(new Publication("0.0.0.0", 53, 5353, Protocol.UDP));
    assertThat(Publication.parse("8080:80/tcp").protocol()).isEqualTo(Protocol.TCP);
  }

  @Test
  void whatItSaysOfItselfCanBeRead() {
    Publication publication = Publication.parse("10.1.2.3:8080:80/udp");
    assertThat(Publication.parse(publication.toString())).isEqualTo(publication);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "80", "8080:", ":80", "0:80", "8080:65536", "a:80", "8080:80/sctp", "h:1:2"})
  void anythingElseIsRefusedInOneLine(String text) {
    assertThatThrownBy(() -> Publication.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expected [HOST:]PORT:GUESTPORT[/udp]")
        .hasMessageEndingWith("found \"" + text + "\"")
        .hasMessageNotContaining("\n");
  }

  @Test
  void passtIsToldEachOfThem() {
    List<String> line =
        PasstCommand.line(
            "/usr/bin/passt",
            Path.of("/tmp/x/socket"),
            GatewayPort.Network.DEFAULT,
            List.of(Publication.parse("8080:80"), Publication.parse("0.0.0.0:53:5353/udp")));
    assertThat(line)
        .startsWith("setsid", "/usr/bin/passt")
        .contains("--one-off")
        .containsSequence("--socket", "/tmp/x/socket")
        .containsSequence("--address", "10.0.2.15")
        .containsSequence("--tcp-ports", "127.0.0.1/8080:80")
        .containsSequence("--udp-ports", "0.0.0.0/53:5353");
  }
}
