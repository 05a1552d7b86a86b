package vmft.sim;

import static vmft.sim.EventQueue.MILLISECOND;

import vmft.sim.Wire.Operation;

/**
 * A client of the guest's counters: one request at a time, sent again with the same number until it
 * is answered.
 */
final class SimClient {
  private final int number;
  private final EventQueue time;
  private final SimRandom random;
  private final CounterHistory history;
  private final Chronicle chronicle;
  private Ethernet ethernet;
  private int left;
  private long sequence = -1;
  private boolean pending;
  private CounterHistory.Call call;
  private Wire.Request request;
  private long retries;

  SimClient(
      int number, EventQueue time, SimRandom random, CounterHistory history, Chronicle chronicle) {
    this.number = number;
    this.time = time;
    this.random = random;
    this.history = history;
    this.chronicle = chronicle;
  }

  int number() {
    return number;
  }

  void attachTo(Ethernet network) {
    ethernet = network;
    network.attach(this);
  }

  /** Makes so many requests, one after the other, and reads every counter at the end. */
  void start(int requests) {
    left = requests + ToyGuest.KEYS;
    think();
  }

  /** Asks the guest to switch the machine off; the answer may get lost with it. */
  void powerOff() {
    sequence++;
    byte[] frame = Wire.encode(new Wire.Request(number, sequence, Operation.POWER_OFF, 0));
    ethernet.fromClient(this, frame);
  }

  boolean done() {
    return left == 0 && !pending;
  }

  long retries() {
    return retries;
  }

  private void think() {
    if (left > 0) {
      time.after(random.between(MILLISECOND, 60 * MILLISECOND), this::request);
    }
  }

  private void request() {
    left--;
    sequence++;
    boolean audit = left < ToyGuest.KEYS;
    Operation operation = audit || random.chance(30) ? Operation.GET : Operation.ADD;
    int key = audit ? left : random.below(ToyGuest.KEYS);
    request = new Wire.Request(number, sequence, operation, key);
    call = history.invoked(operation, key, time.now());
    pending = true;
    send(sequence);
  }

  private void send(long attempted) {
    if (!pending || attempted != sequence) {
      return;
    }
    chronicle.note("request", sequence, request);
    ethernet.fromClient(this, Wire.encode(request));
    time.after(random.between(60 * MILLISECOND, 120 * MILLISECOND), () -> retry(attempted));
  }

  private void retry(long attempted) {
    if (pending && attempted == sequence) {
      retries++;
      send(attempted);
    }
  }

  void received(byte[] frame) {
    Wire.parseReply(frame)
        .filter(reply -> reply.client() == number && pending && reply.sequence() == sequence)
        .ifPresent(this::answered);
  }

  private void answered(Wire.Reply reply) {
    chronicle.note("reply", reply.value(), reply);
    pending = false;
    call.answered(reply.value(), time.now());
    think();
  }
}
