package vmft.sim;

import java.util.List;
import vmft.channel.Heartbeat;
import vmft.channel.Message;
import vmft.channel.Message.Acknowledgement;
import vmft.channel.Message.Batch;
import vmft.engine.Answers;
import vmft.engine.StopReason;
import vmft.log.LogEntry;
import vmft.log.StateDigest;
import vmft.net.FencingToken;
import vmft.replay.Output;
import vmft.replay.ReplayableMachine;
import vmft.replica.Milestone;
import vmft.replica.ReplicaPorts;
import vmft.tas.TestAndSet.Verdict;

/** Bugs to plant, each made of sound parts with one thing wrong in between. */
final class PlantedBugs {
  private PlantedBugs() {}

  /** The primary believes that every batch is acknowledged as soon as it is sent. */
  static Tampering outputsLeaveBeforeTheirAcknowledgement() {
    return new Tampering() {
      @Override
      public ReplicaPorts ports(Side side, ReplicaPorts sound, Whisper whisper) {
        return new PortsBeneath(sound) {
          @Override
          public void send(Message message) {
            super.send(message);
            if (message instanceof Batch batch) {
              whisper.message(new Acknowledgement(batch.end(), 0, batch.guestTicks()));
            }
          }
        };
      }
    };
  }

  /** Whoever wants the flag believes that it has won, and nobody was asked. */
  static Tampering goingLiveWithoutTestAndSet() {
    return new Tampering() {
      @Override
      public ReplicaPorts ports(Side side, ReplicaPorts sound, Whisper whisper) {
        return new PortsBeneath(sound) {
          @Override
          public void claimFlag() {
            whisper.verdict(Verdict.WON);
          }
        };
      }
    };
  }

  /** The backup's machine runs a little further than it may. */
  static Tampering replayingPastTheHorizon() {
    return new Tampering() {
      @Override
      public ReplayableMachine machine(Side side, ReplayableMachine sound) {
        return side == Side.PRIMARY
            ? sound
            : new MachineBeneath(sound) {
              @Override
              public StopReason run(long limit) {
                return super.run(limit == Long.MAX_VALUE ? limit : limit + 20);
              }
            };
      }
    };
  }

  /** The backup believes that everything it has heard of has left. */
  static Tampering forgettingOutputsNotKnownReleased() {
    return new Tampering() {
      @Override
      public Message received(Side to, Message sound) {
        return sound instanceof Batch batch
            ? new Batch(
                batch.first(),
                batch.entryCount(),
                batch.entries(),
                batch.horizon(),
                batch.end(),
                batch.guestTicks())
            : sound;
      }
    };
  }

  /** The winner of the flag that asks again is told that it lost. */
  static Tampering aRetryAtTestAndSetLoses() {
    return new Tampering() {
      @Override
      public boolean winnerIsToldAgain() {
        return false;
      }
    };
  }

  /** The primary takes every acknowledgement for fresh, however old. */
  static Tampering theLeaseIsIgnored() {
    return new Tampering() {
      @Override
      public Message received(Side to, Message sound) {
        return sound instanceof Acknowledgement ack
            ? new Acknowledgement(ack.receivedThrough(), ack.executedCount(), Long.MAX_VALUE / 1000)
            : sound;
      }
    };
  }

  /** Kills a side just before the n-th thing that it does to the world. */
  static Death death(Side side, int place) {
    return new Death(side, place);
  }

  static final class Death implements Tampering {
    private final Side victim;
    private final int place;
    private int calls;

    private Death(Side victim, int place) {
      this.victim = victim;
      this.place = place;
    }

    /** Things done so far. */
    int calls() {
      return calls;
    }

    @Override
    public ReplicaPorts ports(Side side, ReplicaPorts sound, Whisper whisper) {
      return side == victim ? new Mortal(sound, whisper) : sound;
    }

    private final class Mortal extends PortsBeneath {
      private final Whisper whisper;

      Mortal(ReplicaPorts sound, Whisper whisper) {
        super(sound);
        this.whisper = whisper;
      }

      private void count() {
        calls++;
        if (calls == place) {
          whisper.kill();
        }
      }

      @Override
      public void send(Message message) {
        count();
        super.send(message);
      }

      @Override
      public void emit(Output output, long validUntil) {
        count();
        super.emit(output, validUntil);
      }

      @Override
      public void closeChannel(String reason) {
        count();
        super.closeChannel(reason);
      }
    }
  }

  /** Nobody waits for a slow backup: it reads on with a full buffer. */
  static Tampering readingOnWithAFullBuffer() {
    return new Tampering() {
      @Override
      public ReplicaPorts ports(Side side, ReplicaPorts sound, Whisper whisper) {
        return new PortsBeneath(sound) {
          @Override
          public void readChannel(boolean enabled) {
            super.readChannel(true);
          }

          @Override
          public boolean channelWritable() {
            return true;
          }
        };
      }
    };
  }

  /** Sound ports, to be changed in one place. */
  private abstract static class PortsBeneath implements ReplicaPorts {
    private final ReplicaPorts sound;

    PortsBeneath(ReplicaPorts sound) {
      this.sound = sound;
    }

    @Override
    public void send(Message message) {
      sound.send(message);
    }

    @Override
    public void sendHeartbeat(Heartbeat heartbeat) {
      sound.sendHeartbeat(heartbeat);
    }

    @Override
    public void closeChannel(String reason) {
      sound.closeChannel(reason);
    }

    @Override
    public void readChannel(boolean enabled) {
      sound.readChannel(enabled);
    }

    @Override
    public boolean channelWritable() {
      return sound.channelWritable();
    }

    @Override
    public void claimFlag() {
      sound.claimFlag();
    }

    @Override
    public void emit(Output output, long validUntil) {
      sound.emit(output, validUntil);
    }

    @Override
    public void emittedElsewhere(Output output) {
      sound.emittedElsewhere(output);
    }

    @Override
    public void speakWith(FencingToken token) {
      sound.speakWith(token);
    }

    @Override
    public void announceAddress(byte[] gratuitousArp) {
      sound.announceAddress(gratuitousArp);
    }

    @Override
    public byte[] randomBytes(int count) {
      return sound.randomBytes(count);
    }

    @Override
    public void stopGuestAt(long deadline) {
      sound.stopGuestAt(deadline);
    }

    @Override
    public void milestone(Milestone milestone) {
      sound.milestone(milestone);
    }
  }

  /** A sound machine, to be changed in one place. */
  private abstract static class MachineBeneath implements ReplayableMachine {
    private final ReplayableMachine sound;

    MachineBeneath(ReplayableMachine sound) {
      this.sound = sound;
    }

    @Override
    public void powerOn(long epochNanos) {
      sound.powerOn(epochNanos);
    }

    @Override
    public long count() {
      return sound.count();
    }

    @Override
    public StopReason run(long limit) {
      return sound.run(limit);
    }

    @Override
    public void requestStop() {
      sound.requestStop();
    }

    @Override
    public void apply(LogEntry.Event event) {
      sound.apply(event);
    }

    @Override
    public boolean waiting() {
      return sound.waiting();
    }

    @Override
    public List<Output> takeOutputs() {
      return sound.takeOutputs();
    }

    @Override
    public boolean poweredOff() {
      return sound.poweredOff();
    }

    @Override
    public long timerDeadline() {
      return sound.timerDeadline();
    }

    @Override
    public int randomBytesWanted() {
      return sound.randomBytesWanted();
    }

    @Override
    public boolean acceptsFrame() {
      return sound.acceptsFrame();
    }

    @Override
    public boolean acceptsConsoleInput() {
      return sound.acceptsConsoleInput();
    }

    @Override
    public void answerLive(long ticksAtOrigin, long originNanos) {
      sound.answerLive(ticksAtOrigin, originNanos);
    }

    @Override
    public void answerFromLog() {
      sound.answerFromLog();
    }

    @Override
    public void drainAnswers(Answers consumer) {
      sound.drainAnswers(consumer);
    }

    @Override
    public boolean offerAnswer(Answers.Kind kind, long count, long value) {
      return sound.offerAnswer(kind, count, value);
    }

    @Override
    public int answersQueued() {
      return sound.answersQueued();
    }

    @Override
    public String stopDetail() {
      return sound.stopDetail();
    }

    @Override
    public StateDigest digest(boolean full) {
      return sound.digest(full);
    }
  }
}
