package org.likeness.cli;

import java.util.ArrayList;
import java.util.List;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM and Ctrl-C as a request that running work can answer when it is ready. A shutdown hook
 * would be too late: all hooks run at once, and that of ONNX Runtime frees what sessions that are
 * still running use.
 */
public final class StopRequest implements AutoCloseable {
  private final List<Signal> signals = List.of(new Signal("TERM"), new Signal("INT"));
  private final List<SignalHandler> before = new ArrayList<>();

  private StopRequest(Runnable stop) {
    for (Signal signal : signals) {
      before.add(Signal.handle(signal, s -> stop.run()));
    }
  }

  /**
   * From now on they do not end the process.
   *
   * @param stop called from a thread of its own, for each signal once; should only set a flag
   */
  public static StopRequest calls(Runnable stop) {
    return new StopRequest(stop);
  }

  /** They do again what they did before. */
  @Override
  public void close() {
    for (int i = 0; i < signals.size(); i++) {
      Signal.handle(signals.get(i), before.get(i));
    }
  }
}
