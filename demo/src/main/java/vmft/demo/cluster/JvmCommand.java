package vmft.demo.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How to start vmft in a JVM of its own.
 *
 * @param java the java command
 * @param options of every JVM
 * @param classPath where vmft.cli.Main and its libraries are
 */
public record JvmCommand(String java, List<String> options, String classPath) {
  private static final String MAIN = "vmft.cli.Main";

  /**
   * As the launcher says in the environment (see tools/launcher/java.sh), else as this process was
   * started.
   */
  public static JvmCommand from(Map<String, String> environment) {
    String own = ProcessHandle.current().info().command().orElse("java");
    String options =
        environment.getOrDefault("VMFT_JAVA_OPTS", "-XX:+UseSerialGC -XX:-UsePerfData");
    return new JvmCommand(
        environment.getOrDefault("VMFT_JAVA", own),
        List.of(options.strip().split("\\s+")),
        environment.getOrDefault("VMFT_CLASSPATH", System.getProperty("java.class.path")));
  }

  /**
   * The words of a command line.
   *
   * @param more options of this JVM; they win over the common ones
   * @param arguments of vmft
   */
  public List<String> line(List<String> more, List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(java);
    line.addAll(options);
    line.addAll(more);
    line.addAll(List.of("-cp", classPath, MAIN));
    line.addAll(arguments);
    return line;
  }
}
