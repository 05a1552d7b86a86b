package vmft.console;

/** Where the bytes of a guest's console go. Called on the replica's thread; must not block. */
@FunctionalInterface
public interface GuestConsole {

  /** The guest's output leaves here. */
  void write(byte[] bytes);

  /** The guest's output has left the other replica, which came before any written here. */
  default void writtenElsewhere(byte[] bytes) {}

  /** The state has changed. */
  default void changed(ConsoleState state) {}
}
