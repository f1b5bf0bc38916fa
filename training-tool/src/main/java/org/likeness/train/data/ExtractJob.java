package org.likeness.train.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;

/**
 * Extracts from a list of pictures and videos, several at a time. The faceset that comes out does
 * not depend on the number of threads.
 */
public final class ExtractJob {
  /**
   * What came of it.
   *
   * @param faces index lines by a person's name, in the order of the pictures
   * @param pictures how many were looked at
   * @param faceless how many of them gave no face
   * @param failures a sentence for each that could not be used
   */
  public record Result(
      Map<String, List<FaceRecord>> faces, int pictures, int faceless, List<String> failures) {}

  private final FaceExtractor extractor;
  private final Choice choice;
  private final LongConsumer progress;
  private final ExecutorService pool;
  private final Semaphore room;
  private final List<Future<List<FaceExtractor.Cut>>> jobs = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private long seen;

  /** Which pictures are looked at. */
  @FunctionalInterface
  public interface Choice {
    /**
     * @param number of the picture among all inputs' pictures, from 0
     * @param plate a picture, or one of a video
     */
    boolean takes(long number, PlateFile plate);
  }

  private ExtractJob(FaceExtractor extractor, int threads, Choice choice, LongConsumer progress) {
    this.extractor = extractor;
    this.choice = choice;
    this.progress = progress;
    pool = Executors.newFixedThreadPool(threads);
    room = new Semaphore(2 * threads); // decoded pictures are large
  }

  /**
   * Runs.
   *
   * @param choice which pictures are looked at
   * @param progress told how many pictures are through
   */
  public static Result run(
      FaceExtractor extractor,
      List<PlateFile> plates,
      int threads,
      Choice choice,
      LongConsumer progress)
      throws InterruptedException {
    ExtractJob job = new ExtractJob(extractor, threads, choice, progress);
    try {
      for (PlateFile plate : plates) {
        if (plate.isVideo()) {
          job.video(plate);
        } else {
          job.add(plate, null);
        }
      }
      return job.result();
    } finally {
      job.pool.shutdownNow();
    }
  }

  private void video(PlateFile plate) throws InterruptedException {
    try (VideoReader reader = new VideoReader(plate.path())) {
      int frame = 0;
      for (Frame picture = reader.next(); picture != null; picture = reader.next()) {
        add(new PlateFile(plate.path(), frame++), picture);
      }
    } catch (IOException e) {
      broken.add(String.valueOf(e.getMessage()));
    }
  }

  private void add(PlateFile plate, @Nullable Frame picture) throws InterruptedException {
    if (!choice.takes(seen++, plate)) {
      return;
    }
    int number = jobs.size();
    Callable<List<FaceExtractor.Cut>> work = () -> extractor.extract(plate, picture, number);
    room.acquire();
    jobs.add(
        pool.submit(
            () -> {
              try {
                return work.call();
              } finally {
                room.release();
                progress.accept(number);
              }
            }));
  }

  private Result result() throws InterruptedException {
    Map<String, List<FaceRecord>> faces = new TreeMap<>();
    List<String> failures = new ArrayList<>(broken);
    int faceless = 0;
    for (Future<List<FaceExtractor.Cut>> job : jobs) {
      try {
        List<FaceExtractor.Cut> found = job.get();
        found.forEach(c -> faces.computeIfAbsent(c.who(), w -> new ArrayList<>()).add(c.record()));
        faceless += found.isEmpty() ? 1 : 0;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof IOException io)) {
          throw new IllegalStateException(e.getCause());
        }
        failures.add(String.valueOf(io.getMessage()));
      }
    }
    return new Result(faces, jobs.size(), faceless, failures);
  }
}
