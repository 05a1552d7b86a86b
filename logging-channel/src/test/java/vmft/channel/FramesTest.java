package vmft.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vmft.channel.Message.Batch;
import vmft.channel.Message.Hello;
import vmft.channel.Message.Refusal;
import vmft.channel.Message.Welcome;
import vmft.channel.wire.ChannelProto;
import vmft.channel.wire.ChannelProto.Envelope;
import vmft.log.EntryCodec;
import vmft.log.Generation;
import vmft.log.LogEntry.TimerExpired;
import vmft.log.LogPosition;

/** Each fault of requirement R4.4: one clear line, nothing applied. */
class FramesTest {
  private static final Generation GENERATION = new Generation(3);

  private final FrameEncoder encoder = new FrameEncoder(GENERATION);
  private final FrameDecoder decoder = new FrameDecoder(GENERATION);

  @Test
  void messagesOfEveryTypeComeBackInOrder() throws ChannelException {
    RandomMessages messages = new RandomMessages(1);
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    List<Message> sent = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sent.add(messages.next(GENERATION));
      wire.writeBytes(encoder.encode(sent.get(i)));
    }

    ByteBuffer in = ByteBuffer.wrap(wire.toByteArray());
    for (Message expected : sent) {
      assertThat(decoder.decode(in)).get().usingRecursiveComparison().isEqualTo(expected);
    }
    assertThat(decoder.decode(in)).isEmpty();
  }

  @Test
  void aFrameIsTakenOnlyWhenItIsWhole() throws ChannelException {
    byte[] frame = encoder.encode(new Refusal("other image"));
    for (int length = 0; length < frame.length; length++) {
      ByteBuffer part = ByteBuffer.wrap(frame, 0, length);
      assertThat(decoder.decode(part)).isEmpty();
      assertThat(part.position()).isZero();
    }
    assertThat(decoder.decode(ByteBuffer.wrap(frame))).contains(new Refusal("other image"));
  }

  @Test
  void aBatchWithOneTimerEntryAndNoOutputWaitingTakesAtMost45Bytes() {
    long count = 40_000_000_000L;
    byte[] packed = EntryCodec.pack(List.of(new TimerExpired(count)));
    LogPosition position = new LogPosition(500_000);
    FrameEncoder late = new FrameEncoder(GENERATION);
    for (int i = 0; i < 20_000; i++) {
      late.encode(new Welcome());
    }

    byte[] frame =
        late.encode(new Batch(position, 1, packed, count + 1, position.plus(1), 10_000_000L * 600));

    assertThat(frame.length).isLessThanOrEqualTo(45);
  }

  @Test
  void aFlippedBitAnywhereIsNeverTakenForAMessage() {
    byte[] frame = encoder.encode(new Hello(new RandomMessages(5).pairing(GENERATION)));
    for (int bit = 0; bit < frame.length * 8; bit++) {
      byte[] damaged = frame.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(messageIn(damaged)).as("bit=%d", bit).isEmpty();
    }
  }

  @Test
  void garbageGivesOneClearLineAtMost() {
    Random random = new Random(9);
    for (int round = 0; round < 20_000; round++) {
      byte[] garbage = new byte[random.nextInt(64)];
      random.nextBytes(garbage);
      assertThat(messageIn(garbage)).isEmpty();
      assertThat(messageIn(Frames.wrap(garbage))).isEmpty();
    }
  }

  @Test
  void aWrongChecksumIsNamed() {
    byte[] frame = encoder.encode(new Welcome());
    frame[frame.length - 1] ^= 1;
    assertRefused(frame, "frame: expected CRC32C [0-9a-f]{8}, found [0-9a-f]{8}");
  }

  @Test
  void aFrameThatIsTooLongIsRefusedByItsLength() {
    byte[] request = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    assertRefused(request, "frame: expected a length of at most 1048576 bytes, found 1195725856");
  }

  @Test
  void aGapIsRefused() {
    encoder.encode(new Welcome());
    assertRefused(encoder.encode(new Welcome()), "frame: gap in the sequence: expected 0, found 1");
  }

  @Test
  void aRepeatIsRefused() throws ChannelException {
    byte[] frame = encoder.encode(new Welcome());
    decoder.decode(ByteBuffer.wrap(frame));
    assertRefused(frame, "frame: repeat in the sequence: expected 1, found 0");
  }

  @Test
  void anotherGenerationIsRefused() {
    assertRefused(
        new FrameEncoder(GENERATION.next()).encode(new Welcome()),
        "frame: expected generation 3, found 4");
  }

  @Test
  void aFrameWithoutGenerationIsRefusedEvenIfNoneIsExpected() {
    byte[] frame = Frames.wrap(Envelope.getDefaultInstance().toByteArray());
    assertThatThrownBy(() -> new FrameDecoder(null).decode(ByteBuffer.wrap(frame)))
        .isInstanceOf(ChannelException.class)
        .hasMessage("frame: expected generation 1 or above, found 0");
  }

  @Test
  void whoExpectsNoGenerationTakesThatOfTheFirstFrame() throws ChannelException {
    FrameDecoder open = new FrameDecoder(null);
    open.decode(ByteBuffer.wrap(encoder.encode(new Welcome())));
    assertThat(open.generation()).isEqualTo(GENERATION);
    byte[] other = new FrameEncoder(GENERATION.next()).encode(new Welcome());
    assertThatThrownBy(() -> open.decode(ByteBuffer.wrap(other)))
        .isInstanceOf(ChannelException.class);
  }

  @Test
  void anUnknownProtocolVersionIsRefusedWithAdvice() {
    Envelope.Builder envelope = Envelope.newBuilder().setGeneration(3);
    envelope.getHelloBuilder().setProtocolVersion(2);
    assertRefused(
        Frames.wrap(envelope.build().toByteArray()),
        "protocol version: expected 1, found 2; run the same version of vmft on both hosts");
  }

  @Test
  void aMessageOfALaterProtocolIsRefused() {
    Envelope envelope = Envelope.newBuilder().setGeneration(3).build();
    assertRefused(
        Frames.wrap(envelope.toByteArray()),
        "message: expected one of protocol version 1, found none");
  }

  @Test
  void aHelloForAnotherGenerationThanItsFrameIsRefused() {
    byte[] frame = encoder.encode(new Hello(new RandomMessages(5).pairing(Generation.FIRST)));
    assertRefused(frame, "hello: expected generation 3 as in its frame, found 1");
  }

  @Test
  void numbersOfABatchThatCannotBeAreRefused() {
    assertBatchRefused(
        ChannelProto.Batch.newBuilder().setEntryCount(7).build(),
        "batch: number of entries: expected at most 0, found 7");
    assertBatchRefused(
        ChannelProto.Batch.newBuilder().setFirst(-1).build(),
        "batch: first position: expected at most \\d+, found 18446744073709551615");
    assertBatchRefused(
        ChannelProto.Batch.newBuilder().setHorizon(Long.MIN_VALUE).build(),
        "batch: horizon: expected at most \\d+, found 9223372036854775808");
    assertBatchRefused(
        ChannelProto.Batch.newBuilder().setFirst(5).setUnreleased(6).build(),
        "batch: unreleased entries: expected at most 5, found 6");
  }

  @Test
  void nothingBehindAFaultIsEverTaken() {
    byte[] damaged = encoder.encode(new Welcome());
    damaged[4] ^= 1;
    byte[] sound = new FrameEncoder(GENERATION).encode(new Welcome());
    assertRefused(damaged, "frame: expected CRC32C .*");
    assertRefused(sound, "frame: expected CRC32C .*");
  }

  @Test
  void aReasonCannotWriteOverTheReadersTerminal() throws ChannelException {
    byte[] frame = encoder.encode(new Refusal("other\u001b[2Jimage\n"));
    assertThat(decoder.decode(ByteBuffer.wrap(frame))).contains(new Refusal("other [2Jimage"));
  }

  private void assertBatchRefused(ChannelProto.Batch batch, String message) {
    Envelope envelope = Envelope.newBuilder().setGeneration(3).setBatch(batch).build();
    byte[] frame = Frames.wrap(envelope.toByteArray());
    assertThatThrownBy(() -> new FrameDecoder(GENERATION).decode(ByteBuffer.wrap(frame)))
        .isInstanceOf(ChannelException.class)
        .message()
        .matches(message);
  }

  private void assertRefused(byte[] bytes, String message) {
    assertThatThrownBy(() -> decoder.decode(ByteBuffer.wrap(bytes)))
        .isInstanceOf(ChannelException.class)
        .message()
        .matches(message);
  }

  /** The message that a fresh receiver finds; empty if it refuses or waits for more. */
  private static Optional<Message> messageIn(byte[] bytes) {
    try {
      return new FrameDecoder(GENERATION).decode(ByteBuffer.wrap(bytes));
    } catch (ChannelException expected) {
      assertThat(expected.getMessage()).doesNotContain("\n");
      return Optional.empty();
    }
  }
}
