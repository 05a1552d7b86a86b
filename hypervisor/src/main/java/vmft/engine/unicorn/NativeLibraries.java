package vmft.engine.unicorn;

import com.sun.jna.NativeLibrary;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import vmft.engine.EngineUnavailableException;

/** Finds and loads Unicorn, then the shim, which refers to it by name. */
final class NativeLibraries {
  private static final String UNICORN = "libunicorn.so.2";
  private static final String SHIM = "libvmft.so";
  private static final int OLDEST = 2 << 24 | 1 << 16 | 4 << 8;
  private static final int FIRST_UNKNOWN = 2 << 24 | 2 << 16;

  private static NativeLibraries loaded;

  private final String version;

  private NativeLibraries(String version) {
    this.version = version;
  }

  /** Of Unicorn, e.g. {@code 2.1.4}. */
  String version() {
    return version;
  }

  /**
   * The libraries of this process, loaded at the first call.
   *
   * @throws EngineUnavailableException if a library is missing or of the wrong version
   */
  static synchronized NativeLibraries loaded() {
    if (loaded == null) {
      loaded = load(unicornPath(System.getenv()), shimPath());
    }
    return loaded;
  }

  static NativeLibraries load(Path unicorn, Path shim) {
    String version = checkVersion(unicorn, versionOf(unicorn, open(unicorn)));
    bind(shim, open(shim));
    return new NativeLibraries(version);
  }

  private static int versionOf(Path path, NativeLibrary library) {
    try {
      return library.getFunction("uc_version").invokeInt(new Object[] {null, null});
    } catch (UnsatisfiedLinkError e) {
      throw unavailable("%s: expected Unicorn, found a library without uc_version", path);
    }
  }

  private static void bind(Path path, NativeLibrary library) {
    try {
      Shim.bind(library);
    } catch (UnsatisfiedLinkError e) {
      throw unavailable("%s: expected the engine's shim, found: %s", path, firstLine(e));
    }
  }

  private static NativeLibrary open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw unavailable("%s: expected a library, found none", path);
    }
    try {
      return NativeLibrary.getInstance(path.toString());
    } catch (UnsatisfiedLinkError e) {
      throw unavailable("%s: expected a loadable library, found: %s", path, firstLine(e));
    }
  }

  /** The version as text, if it is one that the engine knows. */
  static String checkVersion(Path path, int version) {
    String text =
        String.format("%d.%d.%d", version >>> 24, version >>> 16 & 0xff, version >>> 8 & 0xff);
    if (version < OLDEST || version >= FIRST_UNKNOWN) {
      throw unavailable("%s: expected Unicorn 2.1.4 or a later 2.1, found %s", path, text);
    }
    return text;
  }

  /** The unpacked package under {@code VMFT_UNICORN} or the cache, else the system's. */
  static Path unicornPath(Map<String, String> environment) {
    Path root = Path.of(environment.getOrDefault("VMFT_UNICORN", cacheRoot(environment)));
    return Stream.of(root, Path.of("/"))
        .flatMap(NativeLibraries::libraryDirectories)
        .map(directory -> directory.resolve(UNICORN))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () -> unavailable("%s: expected usr/lib/…/%s, found no such file", root, UNICORN));
  }

  private static String cacheRoot(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    return environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache") + "/vmft/unicorn";
  }

  private static Stream<Path> libraryDirectories(Path root) {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String triplet =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64-linux-gnu";
          case "aarch64" -> "aarch64-linux-gnu";
          default -> machine + "-linux-gnu";
        };
    return List.of("usr/lib/" + triplet, "usr/lib").stream().map(root::resolve);
  }

  /** Where {@code vmft.native} or {@code VMFT_NATIVE} say, else beside this class's own build. */
  static Path shimPath() {
    String named = System.getProperty("vmft.native", System.getenv("VMFT_NATIVE"));
    return (named == null ? builtShim() : Path.of(named)).resolve(SHIM);
  }

  private static Path builtShim() {
    try {
      var source = NativeLibraries.class.getProtectionDomain().getCodeSource().getLocation();
      return new File(source.toURI()).toPath().resolveSibling("native");
    } catch (URISyntaxException e) {
      throw unavailable("libvmft.so: expected it beside the classes, found no place for them");
    }
  }

  private static String firstLine(Throwable problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private static EngineUnavailableException unavailable(String format, Object... arguments) {
    return new EngineUnavailableException(
        String.format(format, arguments) + "; run ./vmft doctor for what to install");
  }
}
