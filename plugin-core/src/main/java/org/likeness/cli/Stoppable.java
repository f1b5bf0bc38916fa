package org.likeness.cli;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

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
   * @return what the work returns, or {@link ExitCode#TRY_AGAIN} if it was asked to stop
   */
  static int run(Runnable stop, Work work) throws IOException {
    AtomicBoolean asked = new AtomicBoolean();
    Runnable note =
        () -> {
          asked.set(true);
          stop.run();
        };
    try (StopRequest request = StopRequest.calls(note)) {
      int code = work.run();
      return asked.get() ? ExitCode.TRY_AGAIN : code;
    }
  }
}
