package vmft.net.passt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vmft.net.GatewayPort.Network;

/** What passt is told, with options that all its versions since Debian 12 have. Pure. */
final class PasstCommand {
  private static final String NETMASK_BITS = "24";

  private PasstCommand() {}

  /**
   * @param program name or path of passt
   * @param socket where it is to listen for the switch, and for nobody after it
   */
  static List<String> line(
      String program, Path socket, Network network, List<Publication> publications) {
    // A session of its own: Ctrl-C is for the switch, which then ends passt by hanging up.
    List<String> line = new ArrayList<>(List.of("setsid", program));
    line.addAll(List.of("--foreground", "--one-off", "--ipv4-only"));
    line.addAll(List.of("--socket", socket.toString()));
    line.addAll(List.of("--address", network.guest().toString(), "--netmask", NETMASK_BITS));
    line.addAll(List.of("--gateway", network.gateway().toString()));
    line.addAll(List.of("--mac-addr", network.mac().toString()));
    line.addAll(List.of("--dns-forward", network.nameserver().toString()));
    // Without --no-map-gw, with which passt of Debian 12 sends UDP answers to 127.0.0.1 nowhere.
    // So the guest reaches services of this host's loopback address at the gateway's, as in QEMU.
    for (Publication publication : publications) {
      line.add(publication.protocol() == Publication.Protocol.UDP ? "--udp-ports" : "--tcp-ports");
      line.add(publication.spec());
    }
    return line;
  }
}
