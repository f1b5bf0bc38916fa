package org.likeness.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Work that a farm or Ctrl-C may stop: it ends at the next good place, with "try again". */
final class Stoppable {
  private Stoppable() {}

  /** The work. */
  interface Work {
    int run() throws IOException;
  }

  /**
   * Does it.
   *
   * @param stop called from another thread on SIGTERM or Ctrl-C; the work must then end soon
   */
  static int run(Runnable stop, Work work) throws IOException {
    CountDownLatch ended = new CountDownLatch(1);
    Thread onTerm = new Thread(() -> stop(stop, ended), "likeness-stop");
    Runtime.getRuntime().addShutdownHook(onTerm);
    try {
      return work.run();
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(onTerm);
      } catch (IllegalStateException e) {
        // The process is ending already; the hook is what ends it.
      }
    }
  }

  private static void stop(Runnable stop, CountDownLatch ended) {
    stop.run();
    try {
      if (!ended.await(10, TimeUnit.MINUTES)) {
        return;
      }
    } catch (InterruptedException e) {
      return;
    }
    System.out.flush();
    Runtime.getRuntime().halt(ExitCode.TRY_AGAIN);
  }
}
