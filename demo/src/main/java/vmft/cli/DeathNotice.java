package vmft.cli;

import vmft.event.Event;
import vmft.event.EventSink;
import vmft.machine.Machine;

/** Tells how a guest ended that could not go on. */
final class DeathNotice {
  private DeathNotice() {}

  /**
   * Says nothing of a machine that was switched off.
   *
   * @param machine whose replica has ended
   * @return the exit code that the machine's end gives the process
   */
  static int of(Machine machine, EventSink events) {
    if (machine.dead()) {
      events.accept(Event.note("the guest is dead: " + machine.stopDetail()));
      machine.registerDump().forEach(line -> events.accept(Event.note("  " + line)));
    }
    return machine.exitCode();
  }
}
