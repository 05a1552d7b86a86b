package vmft.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import vmft.image.GuestImage.Segment;

class GuestImageTest {
  private static final long BASE = 0x8000_0000L;
  private static final RamRange RAM = new RamRange(BASE, 1 << 20);

  /** {@code li a0, 1}, twice. */
  private static final byte[] CODE = HexFormat.of().parseHex("1305100013051000");

  @Test
  void aFlatBinaryStartsWhereRamBegins() throws BadImageException {
    GuestImage image = GuestImage.parse("flat", CODE, RAM);
    assertThat(image.entry()).isEqualTo(BASE);
    assertThat(image.segments()).hasSize(1);
    Segment segment = image.segments().get(0);
    assertThat(segment.address()).isEqualTo(BASE);
    assertThat(segment.memoryBytes()).isEqualTo(CODE.length);
    assertThat(segment.data().get(0)).isEqualTo((byte) 0x13);
  }

  @Test
  void anElfFileIsPlacedWhereItsSegmentsSay() throws BadImageException {
    byte[] file = elf().entry(BASE + 0x1004).memoryBytes(100).build();
    GuestImage image = GuestImage.parse("elf", file, RAM);
    assertThat(image.entry()).isEqualTo(BASE + 0x1004);
    Segment segment = image.segments().get(0);
    assertThat(segment.address()).isEqualTo(BASE + 0x1000);
    assertThat(segment.data().remaining()).isEqualTo(CODE.length);
    assertThat(segment.memoryBytes()).isEqualTo(100);
  }

  @Test
  void aVirtualEntryPointIsTranslatedToItsPhysicalAddress() throws BadImageException {
    long kernel = 0xffff_ffff_8000_0000L;
    byte[] file = elf().virtualAddress(kernel).entry(kernel + 4).build();
    assertThat(GuestImage.parse("elf", file, RAM).entry()).isEqualTo(BASE + 0x1004);
  }

  @Test
  void theDigestIsThatOfTheFile() throws BadImageException {
    assertThat(GuestImage.parse("flat", CODE, RAM).sha256())
        .isEqualTo("b4cdb0b0d79f037647a1da6e619399f2eb0232d97ed3f85b5da3257073c8245f");
  }

  static Stream<Arguments> badElfFiles() {
    return Stream.of(
        bad("in it", Arrays.copyOf(elf().build(), 40)),
        bad("one of class 1", elf().octet(4, 1).build()),
        bad("data encoding 2", elf().octet(5, 2).build()),
        bad("x86-64", elf().half(18, 62).build()),
        bad("AArch64", elf().half(18, 183).build()),
        bad("machine 1234", elf().half(18, 1234).build()),
        bad("object file", elf().half(16, 1).build()),
        bad("of 32", elf().half(54, 32).build()),
        bad("cut off", elf().half(56, 1000).build()),
        bad("cut off", Arrays.copyOf(elf().build(), ElfBuilder.DATA + 1)),
        bad("cut off", elf().fileOffset(Long.MAX_VALUE).build()),
        bad("cut off", elf().fileBytes(-1).build()),
        bad("damaged", elf().memoryBytes(1).build()),
        bad("dynamic linker", elf().segmentType(3).build()),
        bad("nothing to load", elf().segmentType(4).build()),
        bad("nothing to load", elf().half(56, 0).build()),
        bad("entry point", elf().entry(BASE).build()),
        bad("within RAM", new ElfBuilder(0x1_0000, CODE).build()),
        bad("within RAM", elf().memoryBytes(1 << 20).build()),
        bad("within RAM", elf().memoryBytes(-1).build()));
  }

  private static Arguments bad(String clue, byte[] file) {
    return Arguments.of(clue, file);
  }

  private static ElfBuilder elf() {
    return new ElfBuilder(BASE + 0x1000, CODE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badElfFiles")
  void aBadElfFileIsRefusedInOneLine(String clue, byte[] file) {
    assertRefused(file, clue);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "1f8b080000000000, gzip",
    "fd377a585a000004, xz",
    "28b52ffd04000000, zstd",
    "425a683931415926, bzip2",
    "504b030414000000, zip",
    "4d5a900003000000, Windows",
    "213c617263683e0a2f20, archive",
    "d00dfeed00001000, device tree",
    "514649fb00000003, disk image",
    "cafebabe00000037, Java class",
    "0000000000000000, does not begin with an instruction",
    "ffffffffffffffff, does not begin with an instruction",
    "13, does not begin with an instruction"
  })
  void aFileOfAnotherFormatIsNamed(String start, String clue) {
    assertRefused(HexFormat.of().parseHex(start), clue);
  }

  @Test
  void textIsNoProgram() {
    assertRefused("#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.US_ASCII), "a script");
    assertRefused("# A guest\n\nHello.\n".getBytes(StandardCharsets.US_ASCII), "text");
  }

  @Test
  void anEmptyFileIsNoProgram() {
    assertRefused(new byte[0], "empty");
  }

  @Test
  void aBinaryLargerThanRamIsRefused() {
    byte[] file = new byte[(1 << 20) + 1];
    file[0] = 0x13;
    assertRefused(file, "more memory");
  }

  private static void assertRefused(byte[] file, String clue) {
    assertThatThrownBy(() -> GuestImage.parse("g.bin", file, RAM))
        .isInstanceOf(BadImageException.class)
        .hasMessageStartingWith("guest image g.bin: expected ")
        .hasMessageContaining(", found ")
        .hasMessageContaining(clue)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\n");
  }
}
