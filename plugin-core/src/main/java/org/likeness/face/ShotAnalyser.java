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
import org.jspecify.annotations.Nullable;

/** Makes the analysis of a shot. */
public final class ShotAnalyser {
  private ShotAnalyser() {}

  /** Who follows the work, and knows what was done before. Called from any thread. */
  public interface Watch {
    /**
     * What a frame with these pixels gave when it was looked at before, or null. Asked for the same
     * networks and settings only.
     */
    default @Nullable FrameFaces known(int frame, byte[] digest) {
      return null;
    }

    /** A frame is done. */
    void done(FrameFaces frame);

    /** Whether to go on; otherwise frames in hand are finished and no further one is begun. */
    default boolean wanted() {
      return true;
    }
  }

  /**
   * Finds the faces of all frames, in parallel over stretches of a shot, then joins them to tracks
   * in frame order and steadies them: the result does not depend on the number of threads.
   *
   * @param finder finds the faces of one frame
   * @param shot the plate
   * @param settings what else the result depends on, for the file
   * @param threads how many frames at once, at least 1
   * @param progress called with each frame's number when it is done, in any order, from any thread
   * @throws IOException if a frame cannot be read, or the calling thread is interrupted
   */
  public static ShotAnalysis analyse(
      FaceFinder finder,
      FrameSource shot,
      Map<String, String> settings,
      int threads,
      IntConsumer progress)
      throws IOException {
    List<FrameFaces> raw = look(finder, shot, threads, f -> progress.accept(f.frame()));
    return join(finder.models(), settings, raw);
  }

  /** The same with nothing else to say. */
  public static ShotAnalysis analyse(
      FaceFinder finder, FrameSource shot, int threads, IntConsumer progress) throws IOException {
    return analyse(finder, shot, Map.of(), threads, progress);
  }

  /** The second half of {@link #analyse}: of all frames of a shot, ascending. */
  public static ShotAnalysis join(
      Map<String, String> models, Map<String, String> settings, List<FrameFaces> frames) {
    return ShotJoiner.join(models, settings, frames);
  }

  /**
   * The first half of {@link #analyse}: what each frame gives before anything is joined.
   *
   * @param threads how many frames at once, at least 1
   * @return by frame, ascending; not all of them if the watch wanted no more
   * @throws IOException if a frame cannot be read, or the calling thread is interrupted
   */
  public static List<FrameFaces> look(FaceFinder finder, FrameSource shot, int threads, Watch watch)
      throws IOException {
    List<FrameFaces> raw = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
    try {
      List<Future<List<FrameFaces>>> jobs = new ArrayList<>();
      for (Stretch stretch : Stretch.of(shot)) {
        jobs.add(pool.submit(() -> stretch.look(finder, shot, watch)));
      }
      for (Future<List<FrameFaces>> job : jobs) {
        raw.addAll(job.get());
      }
      return raw;
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the analysis was interrupted", e);
    } finally {
      pool.shutdownNow();
      awaitEnd(pool);
    }
  }

  /** As {@link #look}, in the calling thread alone. */
  public static List<FrameFaces> lookHere(FaceFinder finder, FrameSource shot, Watch watch)
      throws IOException {
    List<FrameFaces> raw = new ArrayList<>();
    for (Stretch stretch : Stretch.of(shot)) {
      raw.addAll(stretch.look(finder, shot, watch));
    }
    return raw;
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
