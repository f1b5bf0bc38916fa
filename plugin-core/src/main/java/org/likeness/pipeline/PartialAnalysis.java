package org.likeness.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FrameFaces;
import org.likeness.face.ShotAnalyser;
import org.likeness.face.ShotChunk;

/**
 * Keeps what an analysis has got so far in a file beside its output, so that one that was stopped
 * can go on. A frame is taken from there only where its pixels are still the same. Thread-safe.
 */
public final class PartialAnalysis implements ShotAnalyser.Watch {
  private static final long WRITE_EVERY_NANOS = 20_000_000_000L;

  private final Path file;
  private final Map<String, String> models;
  private final Map<String, String> settings;
  private final String plate;
  private final List<Integer> shot;
  private final IntConsumer progress;
  private final Map<Integer, FrameFaces> before = new ConcurrentSkipListMap<>();
  private final Map<Integer, FrameFaces> now = new ConcurrentSkipListMap<>();
  private final long everyNanos;
  private long written = System.nanoTime();
  private volatile boolean stopped;

  /**
   * Starts from nothing.
   *
   * @param output the file that the analysis will be written to
   * @param models sha256 (hex) of each network, by role
   * @param settings what else the result depends on
   * @param plate name of the plate's files
   * @param shot the frames to look at
   * @param progress called with each frame's number when it is done
   */
  public PartialAnalysis(
      Path output,
      Map<String, String> models,
      Map<String, String> settings,
      String plate,
      List<Integer> shot,
      IntConsumer progress) {
    this(output, models, settings, plate, shot, progress, WRITE_EVERY_NANOS);
  }

  PartialAnalysis(
      Path output,
      Map<String, String> models,
      Map<String, String> settings,
      String plate,
      List<Integer> shot,
      IntConsumer progress,
      long everyNanos) {
    this.file = fileOf(output);
    this.models = Map.copyOf(models);
    this.settings = Map.copyOf(settings);
    this.plate = plate;
    this.shot = List.copyOf(shot);
    this.progress = progress;
    this.everyNanos = everyNanos;
  }

  /** Where the partial analysis of an output lies. */
  public static Path fileOf(Path output) {
    return output.resolveSibling(output.getFileName() + ".partial");
  }

  /**
   * Takes over what an earlier run left.
   *
   * @return how many frames; 0 if there is no file
   * @throws IOException if the file cannot be used: damaged, or made with other networks, settings
   *     or of another plate
   */
  public int resume() throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    ShotChunk left = ShotChunk.read(file);
    String other =
        !left.models().equals(models)
            ? "other face networks"
            : !left.settings().equals(settings)
                ? "other settings " + new TreeMap<>(left.settings())
                : !left.plate().equals(plate) ? "another plate, " + left.plate() : "";
    if (!other.isEmpty()) {
      throw new IOException(
          file
              + ": is of a run with "
              + other
              + "; run without --resume to begin anew, or as it was begun");
    }
    left.frames().forEach(f -> before.put(f.frame(), f));
    return before.size();
  }

  /** Asks the analysis to stop: frames in hand are finished. */
  public void stop() {
    stopped = true;
  }

  /** Whether {@link #stop} was called. */
  public boolean stopped() {
    return stopped;
  }

  @Override
  public @Nullable FrameFaces known(int frame, byte[] digest) {
    FrameFaces f = before.get(frame);
    return f != null && Arrays.equals(f.digest(), digest) ? f : null;
  }

  @Override
  public void done(FrameFaces frame) {
    now.put(frame.frame(), frame);
    if (due()) {
      try {
        write();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    progress.accept(frame.frame());
  }

  @Override
  public boolean wanted() {
    return !stopped;
  }

  private synchronized boolean due() {
    if (System.nanoTime() - written < everyNanos) {
      return false;
    }
    written = System.nanoTime();
    return true;
  }

  /** Writes what there is: of this run and, where this run was not yet, of the one before. */
  public synchronized void write() throws IOException {
    Map<Integer, FrameFaces> all = new ConcurrentSkipListMap<>(before);
    all.putAll(now);
    all.keySet().retainAll(shot);
    new ShotChunk(models, settings, plate, shot, new ArrayList<>(all.values())).write(file);
  }

  /** Removes the file: the analysis is whole. */
  public void discard() throws IOException {
    Files.deleteIfExists(file);
  }
}
