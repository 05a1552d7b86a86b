package vmft.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UartTest {
  private static final int DATA = 0;
  private static final int IER = 1;
  private static final int IIR = 2;
  private static final int FCR = 2;
  private static final int LCR = 3;
  private static final int MCR = 4;
  private static final int LSR = 5;
  private static final int MSR = 6;

  private boolean line;
  private final List<String> sent = new ArrayList<>();
  private final Uart uart = newUart();

  private Uart newUart() {
    return new Uart(
        high -> line = high, (kind, data) -> sent.add(new String(data, StandardCharsets.US_ASCII)));
  }

  @Test
  void whatTheGuestWritesLeavesAtTheNextStopAndNotBefore() {
    write(DATA, 'h');
    write(DATA, 'i');
    assertThat(sent).isEmpty();
    assertThat(uart.needsService()).isTrue();
    uart.service();
    assertThat(sent).containsExactly("hi");
    assertThat(uart.needsService()).isFalse();
  }

  @Test
  void theTransmitterIsAlwaysReady() {
    assertThat(read(LSR)).isEqualTo(0x60);
    write(DATA, 'x');
    assertThat(read(LSR)).isEqualTo(0x60);
  }

  @Test
  void enablingTheTransmitInterruptAnnouncesAnEmptyTransmitter() {
    assertThat(line).isFalse();
    write(IER, 2);
    assertThat(line).isTrue();
    assertThat(read(IIR)).isEqualTo(0x02);
  }

  @Test
  void readingTheIdentificationEndsTheTransmitInterruptUntilTheNextByte() {
    write(IER, 2);
    read(IIR);
    assertThat(line).isFalse();
    assertThat(read(IIR)).isEqualTo(0x01);
    write(DATA, 'x');
    assertThat(line).isTrue();
  }

  @Test
  void aReceivedByteRaisesTheInterruptUntilItIsRead() {
    write(IER, 1);
    uart.receive('a');
    assertThat(line).isTrue();
    assertThat(read(IIR)).isEqualTo(0x04);
    assertThat(read(LSR)).isEqualTo(0x61);
    assertThat(read(DATA)).isEqualTo('a');
    assertThat(line).isFalse();
    assertThat(read(LSR)).isEqualTo(0x60);
  }

  @Test
  void aGuestThatPollsStandsOnceItHasReadAllSoThatMoreCanCome() {
    write(FCR, 1);
    uart.receive('a');
    uart.receive('b');
    read(DATA);
    assertThat(uart.needsService()).isFalse();
    read(DATA);
    assertThat(uart.needsService()).isTrue();
    uart.service();
    assertThat(uart.needsService()).isFalse();
    assertThat(read(DATA)).isZero();
    assertThat(uart.needsService()).as("nothing was waiting").isFalse();
  }

  @Test
  void bytesBelowTheTriggerAreAnnouncedAsATimeoutAtOnce() {
    write(FCR, 0x41);
    write(IER, 1);
    uart.receive('a');
    assertThat(read(IIR)).isEqualTo(0xcc);
    "bcd".chars().forEach(uart::receive);
    assertThat(read(IIR)).isEqualTo(0xc4);
  }

  @Test
  void theReceiveInterruptGoesBeforeTheTransmitInterrupt() {
    write(IER, 3);
    uart.receive('a');
    assertThat(read(IIR)).isEqualTo(0x04);
    read(DATA);
    assertThat(read(IIR)).isEqualTo(0x02);
  }

  @Test
  void withoutTheFifoThereIsRoomForOneByte() {
    assertThat(uart.acceptsInput()).isTrue();
    uart.receive('a');
    assertThat(uart.acceptsInput()).isFalse();
    assertThatThrownBy(() -> uart.receive('b')).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theFifoHoldsSixteenBytesInOrder() {
    write(FCR, 0x01);
    "0123456789abcdef".chars().forEach(uart::receive);
    assertThat(uart.acceptsInput()).isFalse();
    StringBuilder text = new StringBuilder();
    while ((read(LSR) & 1) != 0) {
      text.append((char) read(DATA));
    }
    assertThat(text).hasToString("0123456789abcdef");
  }

  @Test
  void clearingTheFifoForgetsWhatItHeld() {
    write(FCR, 0x01);
    uart.receive('a');
    write(FCR, 0x03);
    assertThat(read(LSR)).isEqualTo(0x60);
  }

  @Test
  void inLoopbackBytesComeBackAndOverrunIsReportedOnce() {
    write(MCR, 0x1f);
    write(IER, 4);
    write(DATA, 'x');
    write(DATA, 'y');
    assertThat(line).isTrue();
    assertThat(read(IIR)).isEqualTo(0x06);
    assertThat(read(LSR)).isEqualTo(0x63);
    assertThat(read(LSR)).isEqualTo(0x61);
    assertThat(read(DATA)).isEqualTo('x');
    assertThat(read(MSR)).isEqualTo(0xf0);
    uart.service();
    assertThat(sent).isEmpty();
  }

  @Test
  void theDivisorHidesBehindItsAccessBit() {
    write(LCR, 0x83);
    write(DATA, 0x01);
    write(IER, 0x02);
    assertThat(read(DATA)).isEqualTo(0x01);
    assertThat(read(IER)).isEqualTo(0x02);
    write(LCR, 0x03);
    assertThat(read(IER)).isZero();
    assertThat(uart.needsService()).isFalse();
  }

  @Test
  void stateSurvivesSavingAndRestoring() {
    write(FCR, 0x81);
    write(IER, 3);
    "abc".chars().forEach(uart::receive);
    read(DATA);
    RoundTrip.check(uart, newUart(), 8, 3);
  }

  @Test
  void aResetLowersTheLine() {
    write(IER, 2);
    uart.reset();
    assertThat(line).isFalse();
    assertThat(RoundTrip.save(uart)).isEqualTo(RoundTrip.save(newUart()));
  }

  private void write(int register, int value) {
    uart.write(register, 1, value);
  }

  private long read(int register) {
    return uart.read(register, 1);
  }
}
