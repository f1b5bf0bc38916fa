package org.likeness.train.matte;

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
import org.likeness.train.loop.StartWeights;
import org.likeness.train.loop.WeightFile;

/** Runs a training of the matte network: checkpoints, {@code log.jsonl}, {@code config.json}. */
public final class MatteRun {
  /** Name of the one checkpoint in the folder. */
  public static final String CHECKPOINT = "matte.ckpt";

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
      MatteConfig config,
      long iteration,
      double seconds,
      int pictures,
      int people,
      String validation) {}

  private final Path folder;
  private final MatteConfig config;
  private final MatteData data;
  private final @Nullable MatteData judge;
  private final Consumer<String> say;
  private final float @Nullable [] start;

  /**
   * @param folder for checkpoint and log; made
   * @param data to train on
   * @param judge pictures of other people to measure on, or null
   * @param start first weights, or null for random ones
   * @param say told of progress, a line at a time
   */
  public MatteRun(
      Path folder,
      MatteConfig config,
      MatteData data,
      @Nullable MatteData judge,
      float @Nullable [] start,
      Consumer<String> say) {
    this.folder = folder;
    this.config = config;
    this.data = data;
    this.judge = judge;
    this.start = start;
    this.say = say;
  }

  /** First weights out of another network's file, see {@link StartWeights}. */
  public static StartWeights start(byte[] onnx, String name, long seed) {
    return StartWeights.of(MatteTrainer.SET, seed, onnx, name);
  }

  /** The header of a folder's checkpoint, or null if it has none. */
  public static @Nullable Header header(Path folder) throws IOException {
    Path file = folder.resolve(CHECKPOINT);
    return Files.exists(file) ? header(file, WeightFile.read(file)) : null;
  }

  static Header header(Path file, WeightFile read) throws IOException {
    return NetRun.header(file, read, Header.class, "the matte network");
  }

  /** Trains from the folder's checkpoint, or anew; {@code stop} ends it, saved. */
  public void run(AtomicBoolean stop, NetRun.Times times) throws IOException {
    new NetRun<>(folder, new Task(), say).run(stop, times);
  }

  private final class Task implements NetRun.Task<MatteBatch> {
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
    public NetTrainer<MatteBatch> trainer(@Nullable List<float[]> state, long iteration) {
      return state == null
          ? new MatteTrainer(
              config, NetTrainer.fresh(MatteTrainer.SET, config.seed(), start), 0, spec -> true)
          : new MatteTrainer(config, state, iteration, spec -> true);
    }

    @Override
    public LongFunction<MatteBatch> samples() {
      return new MatteSamples(data.pictures(), config)::make;
    }

    @Override
    public List<String> names() {
      return MatteTrainer.NAMES;
    }

    @Override
    public @Nullable String judge(NetTrainer<MatteBatch> trainer) {
      return judge == null
          ? null
          : MatteValidation.of((MatteTrainer) trainer, judge.pictures()).sentence();
    }

    @Override
    public @Nullable String finish(NetTrainer<MatteBatch> trainer) {
      return null;
    }

    @Override
    public Object header(long iteration, double seconds, String validation) {
      return new Header(config, iteration, seconds, data.size(), data.people(), validation);
    }
  }
}
