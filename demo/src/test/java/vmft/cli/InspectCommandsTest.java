package vmft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import vmft.channel.Pairing;
import vmft.inspect.Guests;
import vmft.inspect.Recordings;
import vmft.log.EntryCodec;
import vmft.log.Generation;
import vmft.log.LogEntry;
import vmft.log.LogEntry.ClockRead;
import vmft.log.LogEntry.Command;
import vmft.log.LogEntry.ConsoleInput;
import vmft.log.LogEntry.Control;
import vmft.log.LogEntry.FrameReceived;
import vmft.log.LogEntry.OutputKind;
import vmft.log.LogEntry.OutputMade;
import vmft.log.LogEntry.PoweredOff;
import vmft.log.LogEntry.RandomBytes;
import vmft.log.LogEntry.SeedRead;
import vmft.log.LogEntry.StateDigested;
import vmft.log.LogEntry.TimerExpired;
import vmft.log.StateDigest;
import vmft.machine.MachineConfig;
import vmft.net.ArpPacket;
import vmft.net.Ipv4Address;
import vmft.net.MacAddress;
import vmft.net.UdpDatagram;
import vmft.replay.DigestSchedule;
import vmft.trace.TraceHeader;

/** The commands that look into traces, as a user types them. */
class InspectCommandsTest {
  private static final MacAddress HOST_MAC = MacAddress.parse("52:55:0a:00:02:02");
  private static final Ipv4Address HOST = Ipv4Address.parse("10.0.2.2");
  private static final Ipv4Address GUEST = Ipv4Address.parse("10.0.2.15");

  private static final List<LogEntry> ENTRIES =
      List.of(
          new TimerExpired(100),
          new ClockRead(150, 20_000_000),
          new SeedRead(160, 0xbeef),
          new ConsoleInput(200, 'x'),
          new FrameReceived(
              300, ArpPacket.request(HOST_MAC, HOST, GUEST).toFrame(HOST_MAC).encode()),
          new FrameReceived(
              300,
              new UdpDatagram(4000, 7000, new byte[40])
                  .toPacket(HOST, GUEST)
                  .toFrame(HOST_MAC, MachineConfig.DEFAULT_MAC)
                  .encode()),
          new RandomBytes(400, new byte[] {1, 2, 3}),
          new OutputMade(450, OutputKind.CONSOLE, 5, 0xcafe),
          new StateDigested(500, true, new StateDigest(1, 2)),
          new Control(600, Command.POWER_OFF),
          new PoweredOff(600));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;

  @Test
  void dumpShowsEachEntryInColumnsAndSaysWhatFramesAre() throws IOException {
    assertThat(vmft("trace", "dump", trace().toString())).isZero();
    assertThat(out.toString().lines().filter(line -> !line.startsWith("#")).map(String::strip))
        .containsExactly(
            "position            count  type       data",
            "0              100  timer",
            "1              150  clock      20000000 ticks",
            "2              160  seed       0xbeef",
            "3              200  console    0x78 'x'",
            "4              300  frame      60 bytes: ARP who has 10.0.2.15? tell 10.0.2.2",
            "5              300  frame      82 bytes: UDP 10.0.2.2:4000 > 10.0.2.15:7000, 40 bytes",
            "6              400  random     3 bytes: 010203",
            "7              450  output     console, 5 bytes, crc32c 0000cafe",
            "8              500  digest     00000000000000010000000000000002 with memory",
            "9              600  control    power-off",
            "10              600  power-off");
    assertThat(out.toString()).contains("# machine").contains("# the file is complete");
  }

  @Test
  void dumpShowsTheCountsAndTypesAskedForAlone() throws IOException {
    vmft("trace", "dump", trace().toString(), "--from", "150", "--to", "300", "--type=frame,seed");
    assertThat(out.toString().lines().filter(line -> !line.startsWith("#")).skip(1))
        .hasSize(3)
        .allMatch(line -> line.contains("seed") || line.contains("frame"));
  }

  @Test
  void dumpForProgramsIsOneObjectALine() throws IOException {
    assertThat(vmft("trace", "dump", trace().toString(), "--json")).isZero();
    List<JsonObject> objects =
        out.toString().lines().map(JsonParser::parseString).map(o -> o.getAsJsonObject()).toList();
    assertThat(objects).hasSize(ENTRIES.size() + 2);
    assertThat(objects.get(0).get("type").getAsString()).isEqualTo("header");
    assertThat(objects.get(2).get("ticks").getAsLong()).isEqualTo(20_000_000);
    assertThat(objects.get(7).get("bytes").getAsString()).isEqualTo("010203");
    assertThat(objects.get(12).get("ending").getAsString()).isEqualTo("complete");
  }

  @Test
  void statsCountEntriesAndPackedBytes() throws IOException {
    assertThat(vmft("trace", "stats", trace().toString(), "--json")).isZero();
    JsonObject stats = JsonParser.parseString(out.toString()).getAsJsonObject();
    JsonObject all = stats.getAsJsonObject("all");
    assertThat(all.get("entries").getAsInt()).isEqualTo(ENTRIES.size());
    assertThat(all.get("bytes").getAsInt()).isEqualTo(EntryCodec.pack(ENTRIES).length);
    assertThat(stats.getAsJsonObject("frame").get("entries").getAsInt()).isEqualTo(2);
    assertThat(stats.get("instructions").getAsInt()).isEqualTo(600);
    assertThat(stats.get("guestTicks").getAsInt()).isEqualTo(20_000_000);
  }

  @Test
  void statsForPeopleHaveALineForEachType() throws IOException {
    assertThat(vmft("trace", "stats", trace().toString())).isZero();
    assertThat(out.toString())
        .contains("timer ")
        .contains("power-off ")
        .contains("all ")
        .contains("2.000 s of guest time");
  }

  @Test
  void aTraceThatWasCutOffIsUsedAsFarAsItGoesAndSaysSo() throws IOException {
    Path cut = changed(bytes -> Arrays.copyOf(bytes, bytes.length - 3));
    assertThat(vmft("trace", "dump", cut.toString())).isZero();
    assertThat(err.toString()).contains("cut off at byte").hasLineCount(1);
    assertThat(out.toString()).contains("power-off");
  }

  @Test
  void aFlippedBitInTheFileIsDamageAtAByte() throws IOException {
    Path damaged =
        changed(
            bytes -> {
              bytes[indexOfFirstBlock(bytes) + 60] ^= 8;
              return bytes;
            });
    for (String command : List.of("dump", "stats")) {
      assertThat(vmft("trace", command, damaged.toString())).isEqualTo(ExitStatus.USAGE.code());
      assertThat(err.toString()).contains("damaged at byte").hasLineCount(1);
      err.getBuffer().setLength(0);
    }
  }

  @Test
  void whatIsNoTraceIsOneLine() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "It was a dark and stormy night;");
    assertThat(vmft("trace", "dump", text.toString())).isEqualTo(ExitStatus.USAGE.code());
    assertThat(err.toString()).contains("expected a trace file of vmft").hasLineCount(1);
  }

  @Test
  void anUnknownTypeIsToldWhichThereAre() throws IOException {
    assertThat(vmft("trace", "dump", trace().toString(), "--type", "frob"))
        .isEqualTo(ExitStatus.USAGE.code());
    assertThat(err.toString()).contains("timer, clock").contains("'frob'").hasLineCount(1);
  }

  @Test
  void replayEndsAtTheSameDigest() {
    Path trace = hello();
    assertThat(vmft("replay", trace.toString())).as(err.toString()).isZero();
    assertThat(out.toString()).contains("in order, with power-off").contains("digest");
  }

  @Test
  void replayWithAnotherImageSaysWhatWasExpected() {
    Path other = Guests.path("clock");
    assertThat(vmft("replay", hello().toString(), "--image", other.toString()))
        .isEqualTo(ExitStatus.USAGE.code());
    assertThat(err.toString()).contains("sha256").contains("expected").hasLineCount(1);
  }

  @Test
  void replayNamesTheImageThatIsMissing() throws IOException {
    TraceHeader header = header("0".repeat(64), "unicorn 2.1.4", "/nowhere/kernel.elf");
    Path trace = Recordings.write(header, ENTRIES, folder.resolve("lost"));
    assertThat(vmft("replay", trace.toString())).isEqualTo(ExitStatus.USAGE.code());
    assertThat(err.toString()).contains("/nowhere/kernel.elf").contains("--image").hasLineCount(1);
  }

  @Test
  void replayRefusesAnotherEngine() {
    Path trace = hello();
    Path other = folder.resolve("other-engine");
    assertThat(vmft("replay", rewritten(trace, other, "unicorn 1.0").toString()))
        .isEqualTo(ExitStatus.MISSING.code());
    assertThat(err.toString()).contains("engine unicorn 1.0").hasLineCount(1);
  }

  @Test
  void replayStopsAtTheFirstDifferenceAndSaysWhatToTypeNext() throws IOException {
    Path wrong = folder.resolve("wrong");
    Path trace =
        Recordings.record(
            Guests.path("torture-short"), DigestSchedule.every(50_000), folder.resolve("good"));
    Recordings.withAWrongSeed(trace, 300_000, wrong);
    assertThat(vmft("replay", wrong.toString())).isEqualTo(ExitStatus.DIVERGED.code());
    assertThat(err.toString())
        .contains("diverged at count")
        .contains("registers and devices were equal up to count")
        .contains("vmft trace dump " + wrong + " --from ")
        .hasLineCount(1);
  }

  @Test
  void determinismFindsARealGuestIdenticalInFreshProcesses() {
    String image = Guests.path("torture-short").toString();
    assertThat(vmft("determinism", image, "--runs", "2", "--memory", "8", "--json"))
        .as(err.toString())
        .isZero();
    JsonObject report = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(report.get("same").getAsBoolean()).isTrue();
    assertThat(report.get("comparedCounts").getAsInt()).isGreaterThanOrEqualTo(100);
    assertThat(report.getAsJsonArray("runs")).hasSize(2);
  }

  private int vmft(String... arguments) {
    return Main.configured(new CommandLine(new Main()))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private Path trace() throws IOException {
    return Recordings.write(header("ab", "unicorn 2.1.4", "kv.elf"), ENTRIES, folder.resolve("t"));
  }

  private Path changed(UnaryOperator<byte[]> change) throws IOException {
    return Recordings.withBytes(trace(), change, folder.resolve("changed"));
  }

  private Path hello() {
    return Recordings.record(
        Guests.path("hello"), DigestSchedule.every(10_000), folder.resolve("hello"));
  }

  /** The same entries under a header with another engine. */
  private static Path rewritten(Path trace, Path to, String engine) {
    try {
      TraceHeader header = Recordings.headerOf(trace);
      Pairing pairing = header.pairing();
      return Recordings.write(
          header(pairing.imageDigest(), engine, header.kernelHint()),
          Recordings.entries(trace),
          to);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TraceHeader header(String sha256, String engine, String kernel) {
    Pairing pairing =
        new Pairing(
            "demo", Generation.FIRST, sha256, MachineConfig.DEFAULT.canonicalText(), engine, 0);
    return new TraceHeader("test", pairing, TraceHeader.Role.ALONE, 0, kernel);
  }

  private static int indexOfFirstBlock(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf("kv.elf");
  }
}
