package org.likeness.train.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/** SIGTERM and Ctrl-C ask a training to end, saved, instead of ending the process. */
final class StopSignals {
  private StopSignals() {}

  /** A flag that either sets. */
  static AtomicBoolean install() {
    AtomicBoolean stop = new AtomicBoolean();
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(new Signal(name), s -> stop.set(true));
    }
    return stop;
  }
}
