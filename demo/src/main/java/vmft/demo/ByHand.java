package vmft.demo;

import java.util.List;

/** The demo as commands to type. Pure. */
public final class ByHand {
  private static final String DIR = "runs/by-hand";
  private static final String GROUP = "t1=127.0.0.1:7301,t2=127.0.0.1:7302,t3=127.0.0.1:7303";
  private static final String SWITCH = "127.0.0.1:7100";
  private static final String BACKUP = "127.0.0.1:7200";
  private static final String PAIR = " --tas " + GROUP + " --switch " + SWITCH;

  private ByHand() {}

  /** One line each; a line without indentation says what the ones below it are for. */
  public static List<String> lines() {
    return List.of(
        "Eight terminals, all in the folder of ./vmft. A new folder for the run, in any of them:",
        "    rm -rf " + DIR + " && mkdir -p " + DIR,
        "",
        "Terminals 1 to 3: test-and-set, which decides who may go live. Each is ready when the",
        "majority is there.",
        tas(1),
        tas(2),
        tas(3),
        "",
        "Terminal 4: the switch between the machine and the world; it keeps every frame.",
        "    ./vmft switch --listen " + SWITCH + " --capture " + DIR + "/frames",
        "",
        "Terminal 5: the backup.",
        "    ./vmft backup kv --listen " + BACKUP + PAIR + " --trace " + DIR + "/backup.trace",
        "",
        "Terminal 6: the primary. Its READY line says the number of its process.",
        "    ./vmft primary kv --backup " + BACKUP + PAIR + " --trace " + DIR + "/primary.trace",
        "",
        "Terminal 7: clients for half a minute. In the end they check what they were answered.",
        "    ./vmft clients --switch "
            + SWITCH
            + " --seconds 30 --history "
            + DIR
            + "/history.jsonl",
        "",
        "Terminal 8, while the clients work: one of these, with the primary's process number.",
        "    kill -9 NUMBER        # it dies: watch the backup take over in terminal 5",
        "    kill -STOP NUMBER     # it freezes; kill -CONT NUMBER later: it must halt in silence",
        "Or kill the backup, whose number is in terminal 5: the primary runs on, unprotected.",
        "",
        "Look into it:",
        "    ./vmft trace dump " + DIR + "/backup.trace | less",
        "    ./vmft check " + DIR + "/history.jsonl",
        "Ctrl-C in each terminal ends what runs there.");
  }

  private static String tas(int number) {
    return "    ./vmft tas --id t%1$d --group %2$s --dir %3$s/t%1$d".formatted(number, GROUP, DIR);
  }
}
