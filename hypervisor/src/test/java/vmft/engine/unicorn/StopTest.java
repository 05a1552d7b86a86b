package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.S0;
import static vmft.engine.unicorn.Assembler.T0;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import vmft.engine.StopReason;

/** Stops on request, and stops that devices ask for. */
class StopTest {
  private static Assembler spin() {
    return new Assembler().label("loop").caddi(A0, 1).j("loop");
  }

  @Test
  void aRequestFromAnotherThreadEndsTheRunAtABlockStart() throws InterruptedException {
    try (Guest guest = new Guest(spin())) {
      for (int i = 0; i < 50; i++) {
        CountDownLatch started = new CountDownLatch(1);
        Thread other =
            new Thread(
                () -> {
                  started.countDown();
                  guest.engine.requestStop();
                });
        other.start();
        started.await();
        assertThat(guest.run(Long.MAX_VALUE)).isEqualTo(StopReason.REQUESTED);
        assertThat(guest.engine.count() % 2).isZero();
        assertThat(guest.x(A0)).isEqualTo(guest.engine.count() / 2);
        other.join();
      }
    }
  }

  /** The ecall is not retired: its block and the handler's begin at the same count. */
  @Test
  void aRunNeverStopsAtTheSecondBlockStartWithOneCount() throws InterruptedException {
    Assembler program =
        new Assembler()
            .la(T0, "handler")
            .csrw(Csr.MTVEC, T0)
            .label("loop")
            .ecall()
            .j("loop")
            .align(4)
            .label("handler")
            .csrr(T0, Csr.MEPC)
            .addi(T0, T0, 4)
            .csrw(Csr.MEPC, T0)
            .mret();
    try (Guest guest = new Guest(program)) {
      AtomicBoolean done = new AtomicBoolean();
      Thread other =
          new Thread(
              () -> {
                while (!done.get()) {
                  guest.engine.requestStop();
                  LockSupport.parkNanos(1000);
                }
              });
      other.start();
      long last = -1;
      for (int i = 0; i < 2000; i++) {
        guest.run(Long.MAX_VALUE);
        long count = guest.engine.count();
        assertThat(guest.pc()).isNotEqualTo(Guest.RAM + program.offset("handler"));
        assertThat(count).isGreaterThanOrEqualTo(last);
        last = count;
      }
      done.set(true);
      other.join();
      assertThat(last).isGreaterThan(0);
    }
  }

  @Test
  void aRequestWhileTheHartStandsEndsTheNextRunAtOnce() {
    try (Guest guest = new Guest(spin())) {
      guest.engine.requestStop();
      assertThat(guest.run(1000)).isEqualTo(StopReason.REQUESTED);
      assertThat(guest.engine.count()).isZero();
      assertThat(guest.run(1000)).isEqualTo(StopReason.LIMIT);
    }
  }

  @Test
  void aRequestAfterTheEndIsIgnored() {
    Guest guest = new Guest(spin());
    guest.close();
    guest.engine.requestStop();
    guest.engine.close();
    assertThatThrownBy(() -> guest.run(1)).hasMessageContaining("closed");
  }

  @Test
  void aDeviceThatAsksForAttentionStopsTheRunBeforeTheNextBlock() {
    Assembler program =
        new Assembler().li(S0, TestBus.BASE).sw(A0, 8, S0).nop().label("l").caddi(A0, 1).j("l");
    try (Guest guest = new Guest(program)) {
      assertThat(guest.run(1000)).isEqualTo(StopReason.ATTENTION);
      assertThat(guest.engine.count()).isEqualTo(8);
      assertThat(guest.x(A0)).as("the block with the access ran to its end").isEqualTo(1);
      assertThat(guest.bus.accesses).containsExactly("write 4 of 0x0 at +8, count 0");
      assertThat(guest.run(1000)).isEqualTo(StopReason.LIMIT);
    }
  }

  @Test
  void attentionGoesBeforeALimitAtTheSamePlace() {
    Assembler program = new Assembler().li(S0, TestBus.BASE).sw(A0, 8, S0).label("l").j("l");
    try (Guest guest = new Guest(program)) {
      assertThat(guest.run(6)).isEqualTo(StopReason.ATTENTION);
      assertThat(guest.run(6)).isEqualTo(StopReason.LIMIT);
      assertThat(guest.engine.count()).isEqualTo(6);
    }
  }

  @Test
  void accessesReachTheDeviceOnceWithTheirSizeAndEightBytesAsTwoHalves() {
    Assembler program =
        new Assembler()
            .li(S0, TestBus.BASE)
            .li(A0, 0x8765_4321L)
            .lb(A0, 1, S0)
            .lw(A0, 4, S0)
            .sw(A0, 0x20, S0)
            .sd(A0, 0x28, S0)
            .amoaddw(A0, A0, S0)
            .wfi();
    try (Guest guest = new Guest(program)) {
      guest.run(100);
      assertThat(guest.bus.accesses)
          .containsExactly(
              "read 1 at +1",
              "read 4 at +4",
              "write 4 of 0x0 at +32, count 0",
              "write 4 of 0x0 at +40, count 0",
              "write 4 of 0x0 at +44, count 0",
              "read 4 at +0",
              "write 4 of 0x0 at +0, count 0");
    }
  }

  @Test
  void anExceptionOfADeviceComesOutOfTheRun() {
    Assembler program = new Assembler().li(S0, TestBus.BASE).sw(ZERO, 0x18, S0).label("l").j("l");
    try (Guest guest = new Guest(program)) {
      assertThatThrownBy(() -> guest.run(1000))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("device broken");
    }
  }
}
