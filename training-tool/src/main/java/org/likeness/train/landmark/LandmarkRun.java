package org.likeness.train.landmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.likeness.train.loop.NetRun;
import org.likeness.train.loop.NetTrainer;
import org.likeness.train.loop.WeightFile;

/** Runs a training of the landmark network: checkpoints, {@code log.jsonl}, {@code config.json}. */
public final class LandmarkRun {
  /** Name of the one checkpoint in the folder. */
  public static final String CHECKPOINT = "landmark.ckpt";

  /**
   * What a checkpoint's numbers belong to.
   *
   * @param config of the training
   * @param iteration how many are done
   * @param seconds spent
   * @param pictures trained on
   * @param people in them
   * @param validation last measurement, as a sentence
   */
  public record Header(
      LandmarkConfig config,
      long iteration,
      double seconds,
      int pictures,
      int people,
      String validation) {}

  private final Path folder;
  private final LandmarkConfig config;
  private final LandmarkData data;
  private final @Nullable LandmarkData judge;
  private final Consumer<String> say;

  /**
   * @param folder for checkpoint and log; made
   * @param data to train on
   * @param judge pictures of other people to measure on, or null
   * @param say told of progress, a line at a time
   */
  public LandmarkRun(
      Path folder,
      LandmarkConfig config,
      LandmarkData data,
      @Nullable LandmarkData judge,
      Consumer<String> say) {
    this.folder = folder;
    this.config = config;
    this.data = data;
    this.judge = judge;
    this.say = say;
  }

  /** The header of a folder's checkpoint, or null if it has none. */
  public static @Nullable Header header(Path folder) throws IOException {
    Path file = folder.resolve(CHECKPOINT);
    return Files.exists(file) ? header(file, WeightFile.read(file)) : null;
  }

  static Header header(Path file, WeightFile read) throws IOException {
    return NetRun.header(file, read, Header.class, "the landmark network");
  }

  /**
   * Trains from the folder's checkpoint, or anew.
   *
   * @param stop set to end after the iteration in hand, saved
   * @param maxSeconds longest time of this run
   * @param saveSeconds between checkpoints
   * @param judgeSeconds between measurements
   */
  public void run(AtomicBoolean stop, double maxSeconds, double saveSeconds, double judgeSeconds)
      throws IOException {
    new NetRun<>(folder, new Task(), say)
        .run(stop, new NetRun.Times(maxSeconds, saveSeconds, judgeSeconds));
  }

  private final class Task implements NetRun.Task<LandmarkBatch> {
    @Override
    public String checkpoint() {
      return CHECKPOINT;
    }

    @Override
    public Object config() {
      return config;
    }

    @Override
    public long iterations() {
      return config.iterations();
    }

    @Override
    public NetTrainer<LandmarkBatch> trainer(@Nullable List<float[]> state, long iteration) {
      return state == null
          ? new LandmarkTrainer(config)
          : new LandmarkTrainer(config, state, iteration);
    }

    @Override
    public LongFunction<LandmarkBatch> samples() {
      return new LandmarkSamples(data.pictures(), config)::make;
    }

    @Override
    public List<String> names() {
      return LandmarkTrainer.NAMES;
    }

    @Override
    public @Nullable String judge(NetTrainer<LandmarkBatch> trainer) {
      return judge == null
          ? null
          : LandmarkValidation.describe(
              LandmarkValidation.of((LandmarkTrainer) trainer, judge.pictures()));
    }

    @Override
    public String finish(NetTrainer<LandmarkBatch> trainer) {
      return "expression fitted: mean square error "
          + ExpressionFit.fit((LandmarkTrainer) trainer, data, config);
    }

    @Override
    public Object header(long iteration, double seconds, String validation) {
      return new Header(config, iteration, seconds, data.size(), data.people(), validation);
    }
  }
}
