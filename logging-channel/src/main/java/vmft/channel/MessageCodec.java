package vmft.channel;

import com.google.protobuf.UnsafeByteOperations;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.channel.Message.Hello;
import vmft.channel.Message.Refusal;
import vmft.channel.Message.Welcome;
import vmft.channel.wire.ChannelProto;
import vmft.channel.wire.ChannelProto.Envelope;
import vmft.log.Generation;
import vmft.log.Invariants;
import vmft.log.LogPosition;

/** Between {@link Message} and its form in {@code channel.proto}. Pure. */
final class MessageCodec {
  /** The version of the protocol that this program speaks. */
  static final int PROTOCOL_VERSION = 1;

  /** A packed entry is never shorter: a type and a count. */
  private static final int SHORTEST_ENTRY_BYTES = 2;

  private MessageCodec() {}

  static Envelope encode(Generation generation, long sequence, Message message) {
    Envelope.Builder envelope =
        Envelope.newBuilder().setGeneration(generation.number()).setSequence(sequence);
    if (message instanceof Batch batch) {
      envelope.setBatch(encodeBatch(batch));
    } else if (message instanceof Acknowledgement acknowledgement) {
      envelope.setAcknowledgement(encodeAcknowledgement(acknowledgement));
    } else if (message instanceof Hello hello) {
      envelope.setHello(encodeHello(hello));
    } else if (message instanceof Welcome) {
      envelope.setWelcome(ChannelProto.Welcome.getDefaultInstance());
    } else if (message instanceof Refusal refusal) {
      envelope.setRefusal(ChannelProto.Refusal.newBuilder().setReason(refusal.reason()));
    }
    return envelope.build();
  }

  static Message decode(Envelope envelope) throws ChannelException {
    return switch (envelope.getBodyCase()) {
      case HELLO -> decodeHello(envelope.getHello(), envelope.getGeneration());
      case WELCOME -> new Welcome();
      case REFUSAL -> new Refusal(oneLine(envelope.getRefusal().getReason()));
      case BATCH -> decodeBatch(envelope.getBatch());
      case ACKNOWLEDGEMENT -> decodeAcknowledgement(envelope.getAcknowledgement());
      case BODY_NOT_SET ->
          throw new ChannelException(
              "message: expected one of protocol version " + PROTOCOL_VERSION + ", found none");
    };
  }

  private static ChannelProto.Hello encodeHello(Hello hello) {
    return ChannelProto.Hello.newBuilder()
        .setProtocolVersion(PROTOCOL_VERSION)
        .setPairing(PairingCodec.encode(hello.pairing()))
        .build();
  }

  private static Hello decodeHello(ChannelProto.Hello hello, long generation)
      throws ChannelException {
    if (hello.getProtocolVersion() != PROTOCOL_VERSION) {
      throw new UnknownVersionException(hello.getProtocolVersion(), PROTOCOL_VERSION);
    }
    Pairing pairing = PairingCodec.decode(hello.getPairing());
    if (pairing.generation().number() != generation) {
      throw new ChannelException(
          String.format(
              "hello: expected generation %d as in its frame, found %s",
              generation, pairing.generation()));
    }
    return new Hello(pairing);
  }

  private static ChannelProto.Batch encodeBatch(Batch batch) {
    Invariants.checkAtMost(
        batch.releasedThrough().value(), batch.end().value(), "released beyond what was sent");
    return ChannelProto.Batch.newBuilder()
        .setFirst(batch.first().value())
        .setEntryCount(batch.entryCount())
        .setEntries(UnsafeByteOperations.unsafeWrap(batch.entries()))
        .setHorizon(batch.horizon())
        .setUnreleased(batch.end().value() - batch.releasedThrough().value())
        .setGuestTicks(batch.guestTicks())
        .build();
  }

  private static Batch decodeBatch(ChannelProto.Batch batch) throws ChannelException {
    int entryCount =
        (int)
            within(
                batch.getEntryCount(),
                batch.getEntries().size() / SHORTEST_ENTRY_BYTES,
                "batch: number of entries");
    long first = within(batch.getFirst(), Long.MAX_VALUE - entryCount, "batch: first position");
    long end = first + entryCount;
    return new Batch(
        new LogPosition(first),
        entryCount,
        batch.getEntries().toByteArray(),
        within(batch.getHorizon(), Long.MAX_VALUE, "batch: horizon"),
        new LogPosition(end - within(batch.getUnreleased(), end, "batch: unreleased entries")),
        batch.getGuestTicks());
  }

  private static ChannelProto.Acknowledgement encodeAcknowledgement(Acknowledgement ack) {
    return ChannelProto.Acknowledgement.newBuilder()
        .setReceivedThrough(ack.receivedThrough().value())
        .setExecutedCount(ack.executedCount())
        .setEchoTicks(ack.echoTicks())
        .build();
  }

  private static Acknowledgement decodeAcknowledgement(ChannelProto.Acknowledgement ack)
      throws ChannelException {
    return new Acknowledgement(
        new LogPosition(
            within(ack.getReceivedThrough(), Long.MAX_VALUE, "acknowledgement: position")),
        within(ack.getExecutedCount(), Long.MAX_VALUE, "acknowledgement: executed count"),
        within(ack.getEchoTicks(), Long.MAX_VALUE, "acknowledgement: echoed ticks"));
  }

  private static long within(long value, long bound, String what) throws ChannelException {
    if (value < 0 || value > bound) {
      throw new ChannelException(
          String.format(
              "%s: expected at most %d, found %s", what, bound, Long.toUnsignedString(value)));
    }
    return value;
  }

  /** What a peer says may end up in a terminal; it must not move the cursor there. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
