package vmft.engine.unicorn;

import static org.assertj.core.api.Assertions.assertThat;
import static vmft.engine.unicorn.Assembler.A0;
import static vmft.engine.unicorn.Assembler.A1;
import static vmft.engine.unicorn.Assembler.T0;
import static vmft.engine.unicorn.Assembler.ZERO;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of interrupts that are pending together, the architecture says which comes first. */
class InterruptPriorityTest {
  private static final int SSI = 1 << 1;
  private static final int STI = 1 << 5;
  private static final int ALL = Csr.MEIP | Csr.MSIP | Csr.MTIP | Csr.SEIP | SSI | STI;
  private static final long MACHINE_HANDLER = Guest.RAM + 0x400;
  private static final long SUPERVISOR_HANDLER = Guest.RAM + 0x800;

  /** A loop, and handlers that read mie or sie, and disable the interrupt that they were for. */
  private static Assembler program() {
    return new Assembler()
        .label("loop")
        .j("loop")
        .padTo(0x400)
        .csrr(A0, 0x342)
        .csrr(A1, Csr.MIE)
        .label("done")
        .j("done")
        .padTo(0x800)
        .csrr(A0, 0x142)
        .csrr(A1, Csr.SIE)
        .label("done too")
        .j("done too");
  }

  /** The interrupts in the order in which they are taken, one after the other disabled. */
  private static List<Integer> taken(int privilege, long delegated, int lines, int software) {
    List<Integer> order = new ArrayList<>();
    long enabled = ALL;
    try (Guest guest = new Guest(program(), Hooks.CHECKED)) {
      guest.engine.setInterruptLines(lines);
      while (Long.bitCount(enabled & (lines | software)) > 0) {
        guest.start(
            privilege,
            Guest.RAM,
            Map.of(
                Csr.MIDELEG, delegated,
                Csr.MIE, enabled,
                Csr.MIP, (long) (lines | software),
                Csr.MSTATUS, 0xaL,
                Csr.MTVEC, MACHINE_HANDLER,
                Csr.STVEC, SUPERVISOR_HANDLER));
        guest.run(guest.engine.count() + 20);
        int cause = (int) guest.x(A0) & 63;
        assertThat(guest.x(A1)).as("mie or sie").isEqualTo(enabled & visible(guest, delegated));
        assertThat(guest.engine.count()).isEqualTo(guest.engine.checkedCount());
        order.add(cause);
        enabled &= ~(1L << cause);
      }
    }
    return order;
  }

  private static long visible(Guest guest, long delegated) {
    return guest.state().privilege() == Csr.MACHINE ? ALL : delegated;
  }

  @Test
  void machineModeTakesExternalBeforeSoftwareBeforeTimerAndThenThoseOfSupervisorMode() {
    int lines = Csr.MEIP | Csr.MSIP | Csr.MTIP | Csr.SEIP;
    assertThat(taken(Csr.MACHINE, 0, lines, SSI | STI)).containsExactly(11, 3, 7, 9, 1, 5);
  }

  @Test
  void supervisorModeTakesExternalBeforeSoftwareBeforeTimer() {
    assertThat(taken(Csr.SUPERVISOR, 0x222, Csr.SEIP, SSI | STI)).containsExactly(9, 1, 5);
  }

  @Test
  void whatIsForMachineModeComesBeforeWhatIsDelegated() {
    int lines = Csr.MTIP | Csr.SEIP;
    assertThat(taken(Csr.USER, 0x222, lines, SSI)).containsExactly(7, 9, 1);
  }

  @Test
  void enablingSeveralAtOnceTakesTheFirst() {
    Assembler program =
        new Assembler()
            .csrrs(ZERO, Csr.MIE, T0)
            .label("loop")
            .j("loop")
            .padTo(0x400)
            .csrr(A0, 0x342)
            .label("done")
            .j("done");
    try (Guest guest = new Guest(program)) {
      var state = guest.state();
      state.x()[T0] = ALL;
      guest.engine.importState(state);
      guest.start(Csr.MACHINE, Guest.RAM, Map.of(Csr.MSTATUS, 8L, Csr.MTVEC, MACHINE_HANDLER));
      guest.engine.setInterruptLines(Csr.MTIP | Csr.MEIP);
      guest.run(20);
      assertThat(guest.x(A0)).isEqualTo(Long.MIN_VALUE | 11);
      assertThat(guest.csr(Csr.MEPC)).isEqualTo(Guest.RAM + 4);
    }
  }

  @Test
  void theNextOneIsTakenWhenTheLineOfTheFirstHasFallen() {
    try (Guest guest = new Guest(program())) {
      Map<Integer, Long> csrs = Map.of(Csr.MIE, (long) ALL, Csr.MTVEC, MACHINE_HANDLER);
      guest.start(Csr.MACHINE, Guest.RAM, csrs);
      guest.engine.setInterruptLines(Csr.MTIP | Csr.MEIP);
      guest.engine.setInterruptLines(Csr.MTIP);
      guest.start(Csr.MACHINE, Guest.RAM, Map.of(Csr.MSTATUS, 8L));
      guest.run(20);
      assertThat(guest.x(A0)).isEqualTo(Long.MIN_VALUE | 7);
    }
  }
}
