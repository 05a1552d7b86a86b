package vmft.console.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vmft.console.ConsoleMessage;
import vmft.console.ConsoleMessage.Answer;
import vmft.console.ConsoleMessage.Attach;
import vmft.console.ConsoleMessage.Output;
import vmft.console.ConsoleState;
import vmft.net.netty.Failures;

/**
 * One console, seen from the replica. It is sent as much as it reads; what it misses for longer
 * than the history lasts it does not get.
 */
final class ConsoleServerHandler extends SimpleChannelInboundHandler<ConsoleMessage> {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServerHandler.class);

  private final Attached attached;
  private ChannelHandlerContext context;
  private boolean here;
  private long sent;
  private ConsoleState told;
  private boolean answerDue;

  ConsoleServerHandler(Attached attached) {
    super(ConsoleMessage.class);
    this.attached = attached;
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    context = active;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext from, ConsoleMessage message) {
    if (message instanceof Attach attach && !here) {
      onAttach(attach);
    } else if (message instanceof ConsoleMessage.Type typed && here && !answerDue) {
      answerDue = true;
      attached.type(this, typed);
    } else {
      throw new IllegalArgumentException("console: out of turn: " + message.getClass());
    }
  }

  private void onAttach(Attach attach) {
    here = attached.add(this);
    if (!here) {
      Failures.note(context.close());
      return;
    }
    // One that knows more than this replica waits until this one has caught up.
    sent = Math.max(attach.from(), attached.history().start());
    send();
  }

  /** Sends what is new, as far as the connection takes it. */
  void send() {
    sent = Math.max(sent, attached.history().start());
    while (context.channel().isWritable() && sent < attached.history().end()) {
      byte[] bytes = attached.history().read(sent, ConsoleMessage.MAX_OUTPUT);
      var unused = context.write(new Output(sent, bytes), context.voidPromise());
      sent += bytes.length;
    }
    if (sent >= attached.history().end()) {
      tellState();
    }
    context.flush();
  }

  /** Behind all output, so that a machine that is off has said everything. */
  private void tellState() {
    if (!attached.state().equals(told) && context.channel().isWritable()) {
      told = attached.state();
      var unused = context.write(new ConsoleMessage.State(told), context.voidPromise());
    }
    if (attached.finishing()) {
      context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** From the replica's thread. */
  void answerLater(boolean accepted, ConsoleState state) {
    context.executor().execute(() -> answer(accepted, state));
  }

  void answer(boolean accepted, ConsoleState state) {
    answerDue = false;
    var unused = context.writeAndFlush(new Answer(accepted, state), context.voidPromise());
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext changed) {
    context.channel().config().setAutoRead(context.channel().isWritable());
    if (here && context.channel().isWritable()) {
      send();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    LOG.debug("console: {}", Failures.describe(Failures.root(cause)));
    Failures.note(failed.close());
  }

  @Override
  public void channelInactive(ChannelHandlerContext gone) {
    attached.remove(this);
  }
}
