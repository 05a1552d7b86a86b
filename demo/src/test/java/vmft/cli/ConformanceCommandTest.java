package vmft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import vmft.inspect.Guests;

/** The command on programs that end in every way there is. */
class ConformanceCommandTest {
  private static final Path PROGRAMS = Guests.path("hello").resolveSibling("conformance");
  private static final String LIMIT = "--limit=200000";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ask    | FAILED | expected a report in tohost, found 0x80002000, a request to a host",
        "die    | DIED   | the guest cannot enter its trap handler",
        "fail   | FAILED | test 7 failed; it said: no",
        "hang   | HUNG   | no report within 200000 instructions",
        "off    | FAILED | switched the machine off without a report, exit code 3",
        "wait   | HUNG   | waits for an interrupt, and no timer is set"
      })
  void aProgramThatDoesNotPassIsShownWithTheReason(String name, String verdict, String why) {
    assertThat(conformance(program(name), LIMIT, "--record")).isEqualTo(1);
    assertThat(out.toString().lines().toList().get(1))
        .startsWith(name + ".elf")
        .contains(verdict, why);
    assertThat(out.toString()).contains("each recorded and replayed to the same digest");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void programsThatPassAreRecordedAndReplayedToTheSameDigest() {
    String[] programs = {program("pass"), program("unnamed"), program("sleep")};
    assertThat(conformance(with(programs, "--record", "--count-check"))).isZero();
    assertThat(out.toString())
        .contains("3 programs: 3 passed", "each recorded and replayed to the same digest");
  }

  @Test
  void aFolderIsSearchedForProgramsWithNamesThatMatch() {
    assertThat(conformance(PROGRAMS.toString(), "--filter", "{pass,unnamed}.*")).isZero();
    assertThat(out.toString().lines().skip(1).limit(2))
        .allMatch(line -> line.matches("(pass|unnamed).elf +passed +[0-9,]+ +[0-9.]+ s"));
  }

  @Test
  void resultsForProgramsAreOneJsonObject() {
    assertThat(conformance(program("pass"), program("fail"), "--json")).isEqualTo(1);
    JsonObject all = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(all.get("programs").getAsInt()).isEqualTo(2);
    assertThat(all.get("passed").getAsInt()).isEqualTo(1);
    JsonObject second = all.getAsJsonArray("results").get(1).getAsJsonObject();
    assertThat(second.get("verdict").getAsString()).isEqualTo("FAILED");
    assertThat(second.get("why").getAsString()).startsWith("test 7 failed");
  }

  @Test
  void recordingsThatAreKeptReplayByThemselves() throws IOException {
    Path traces = folder.resolve("traces");
    conformance(program("sleep"), "--record", "--traces", traces.toString());
    assertThat(traces.resolve("sleep.elf.trace")).exists();
    assertThat(vmft("replay", traces.resolve("sleep.elf.trace").toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("in order, with power-off");
  }

  @Test
  void aFolderWithoutProgramsIsWrongUsage() {
    assertThat(conformance(folder.toString())).isEqualTo(2);
    assertOneLine("expected test programs", "found none");
  }

  @Test
  void aFolderWithOtherProgramsOnlySaysWhatIsWrongWithThem() throws IOException {
    Files.copy(Guests.path("hello"), folder.resolve("hello.elf"));
    assertThat(conformance(folder.toString())).isEqualTo(2);
    assertOneLine("hello.elf", "expected a symbol or section 'tohost'");
  }

  @Test
  void aNamedFileMustBeATest() throws IOException {
    assertThat(conformance(Guests.path("hello").toString())).isEqualTo(2);
    assertOneLine("expected a symbol or section 'tohost'", "found none");
  }

  @Test
  void aFileThatIsNoElfFileIsWrongUsage() throws IOException {
    Path flat = Files.write(folder.resolve("flat"), new byte[] {0x13, 0, 0, 0});
    assertThat(conformance(flat.toString())).isEqualTo(2);
    assertOneLine("flat", "expected an ELF file");
  }

  @Test
  void aMissingFileIsWrongUsage() {
    assertThat(conformance(folder.resolve("nowhere").toString())).isEqualTo(2);
    assertOneLine("nowhere", "expected a file");
  }

  @Test
  void damagedSectionHeadersAreWrongUsage() throws IOException {
    byte[] elf = Files.readAllBytes(PROGRAMS.resolve("pass.elf"));
    Arrays.fill(elf, 40, 46, (byte) 0x7f);
    Path damaged = Files.write(folder.resolve("damaged"), elf);
    assertThat(conformance(damaged.toString())).isEqualTo(2);
    assertOneLine("damaged", "expected section headers and symbols within the file");
  }

  @ParameterizedTest
  @CsvSource({"--limit=0", "--timeout=0", "--memory=1", "--filter={"})
  void optionsOutOfRangeAreWrongUsage(String option) {
    assertThat(conformance(program("pass"), option)).isEqualTo(2);
    assertOneLine("vmft: ");
  }

  private void assertOneLine(String... parts) {
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(parts);
  }

  private static String program(String name) {
    return PROGRAMS.resolve(name + ".elf").toString();
  }

  private static String[] with(String[] programs, String... options) {
    List<String> all = new ArrayList<>(List.of(programs));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  private int conformance(String... arguments) {
    return vmft(with(new String[] {"conformance"}, arguments));
  }

  private int vmft(String... arguments) {
    return Main.configured(new CommandLine(new Main()))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
