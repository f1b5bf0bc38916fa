package org.likeness.train.cli;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.ExitCode;
import org.likeness.cli.StopRequest;
import org.likeness.train.loop.TrainingRun;

/**
 * SIGTERM and Ctrl-C ask a training to end, saved, instead of ending the process. If its thread has
 * not answered {@value #GRACE} seconds later, because a step or a picture takes so long, the state
 * before that is saved for it and the process is ended.
 */
final class StopSignals implements AutoCloseable {
  /** Farms wait thirty seconds; the rest is for writing a large checkpoint. */
  private static final int GRACE = 8;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch signal = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable TrainingRun run;

  private StopSignals() {}

  /** A flag that either sets, for a command that looks at it often enough. */
  static AtomicBoolean install() {
    return begin().flag();
  }

  /** The same with the promise that the process ends in time, until it is closed. */
  static StopSignals installWithLimit() {
    StopSignals signals = begin();
    Thread thread = new Thread(signals::watch, "stop");
    thread.setDaemon(true);
    thread.start();
    return signals;
  }

  private static StopSignals begin() {
    StopSignals signals = new StopSignals();
    // For the rest of the process: a second signal must not cut the saving short.
    StopRequest.calls(
        () -> {
          signals.asked.set(true);
          signals.signal.countDown();
        });
    return signals;
  }

  /** Set when a signal came. */
  AtomicBoolean flag() {
    return asked;
  }

  /** What is to be saved. */
  void saves(TrainingRun training) {
    run = training;
  }

  private void watch() {
    try {
      signal.await();
      if (ended.await(GRACE, TimeUnit.SECONDS)) {
        return;
      }
      // Not an exit: that waits for nobody either, but frees what the other thread still uses.
      Runtime.getRuntime().halt(end());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int end() {
    TrainingRun training = run;
    try {
      System.out.println(
          training == null
              ? "Stopped before the first iteration"
              : "Stopped in the middle of a long step, saved as before it, at iteration "
                  + training.saveNow());
      System.out.flush();
      return ExitCode.OK;
    } catch (IOException | RuntimeException e) {
      System.err.println(e.getMessage());
      System.err.flush();
      return ExitCode.BAD_INPUT;
    }
  }

  @Override
  public void close() {
    ended.countDown();
    signal.countDown();
  }
}
