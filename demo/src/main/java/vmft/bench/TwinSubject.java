package vmft.bench;

/**
 * Two guests at once that have nothing to do with each other: what two machines on one host cost
 * each other before any protection. A protected pair on one host is to be measured against this.
 */
record TwinSubject(String name, EngineSubject engine) implements Subject {

  @Override
  public Lap run(Workload work) throws InterruptedException {
    EngineSubject.Run one = engine.new Run(work);
    EngineSubject.Run other = engine.new Run(work);
    return Lap.mean(one.await(), other.await());
  }
}
