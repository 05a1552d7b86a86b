package vmft.cli;

/**
 * One thing that the doctor looked at.
 *
 * @param what its name, a word
 * @param ok whether vmft can use it
 * @param detail what was found, or what is wrong and how to cure it
 */
record Finding(String what, boolean ok, String detail) {
  String line() {
    return "%-8s %-8s %s".formatted(ok ? "ok" : "missing", what, detail);
  }
}
