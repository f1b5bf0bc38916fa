package org.likeness.face;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.likeness.image.Frame;

/** Makes the analysis of a shot. */
public final class ShotAnalyser {
  private ShotAnalyser() {}

  /**
   * Finds the faces of all frames in parallel, then joins them to tracks in frame order and
   * steadies them: the result does not depend on the number of threads.
   *
   * @param finder finds the faces of one frame
   * @param shot the plate
   * @param threads how many frames at once, at least 1
   * @param progress called with each frame's number when it is done, in any order, from any thread
   * @throws IOException if a frame cannot be read, or the calling thread is interrupted
   */
  public static ShotAnalysis analyse(
      FaceFinder finder, FrameSource shot, int threads, IntConsumer progress) throws IOException {
    List<Integer> frames = shot.frames();
    List<FrameFaces> raw = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
    try {
      List<Future<FrameFaces>> jobs = new ArrayList<>();
      for (int frame : frames) {
        jobs.add(
            pool.submit(
                () -> {
                  FrameFaces looked = look(finder, shot, frame);
                  progress.accept(frame);
                  return looked;
                }));
      }
      for (Future<FrameFaces> job : jobs) {
        raw.add(job.get());
      }
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the analysis was interrupted", e);
    } finally {
      pool.shutdownNow();
      awaitEnd(pool);
    }
    return ShotJoiner.join(finder.models(), Map.of(), raw);
  }

  private static FrameFaces look(FaceFinder finder, FrameSource shot, int frame)
      throws IOException {
    Frame plate = shot.read(frame);
    return new FrameFaces(
        frame,
        plate.displayWindow(),
        PlateDigest.of(plate),
        FrameSignature.of(plate).bytes(),
        finder.find(plate, frame));
  }

  /** Until nobody uses the finder any more: whoever opened it may close it then. */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        if (pool.awaitTermination(1, TimeUnit.SECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException rethrown(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException r) {
      throw r;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IOException("the analysis failed: " + e.getMessage(), e);
  }
}
