package org.likeness.train.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.likeness.file.AtomicFile;
import org.likeness.train.data.BatchFeeder;
import org.likeness.train.data.TrainingSet;

/**
 * Looks for a learning rate (L. Smith, "Cyclical learning rates for training neural networks",
 * 2017): the rate rises from step to step, in equal ratios, until the loss runs away. A tenth of
 * the rate at which the smoothed loss was least is a good highest rate.
 */
public final class LearningRateFinder {
  private static final double LOWEST = 1e-6;
  private static final double HIGHEST = 1;
  private static final double RUN_AWAY = 2.5;

  /**
   * A step.
   *
   * @param rate learning rate
   * @param loss of the step
   * @param smooth running mean of the loss without its start's bias
   */
  public record Point(double rate, double loss, double smooth) {}

  /**
   * What was found.
   *
   * @param points in order
   * @param suggestion a highest rate
   */
  public record Result(List<Point> points, double suggestion) {
    /** Writes {@code find-lr.json} and {@code find-lr.svg} into a folder. */
    public void write(Path folder) throws IOException {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("suggestion", suggestion);
      all.put("points", points);
      AtomicFile.write(folder.resolve("find-lr.json"), Settings.JSON.writeValueAsBytes(all));
      AtomicFile.write(
          folder.resolve("find-lr.svg"), RatePlot.svg(this).getBytes(StandardCharsets.UTF_8));
    }
  }

  private LearningRateFinder() {}

  /** The configuration to make the trainer with, so that the rate is the finder's alone. */
  public static TrainConfig plain(TrainConfig config) {
    return config.with(
        "{\"warmUp\": 0, \"stages\": [], \"optimiser\": {\"schedule\": \"constant\"}}");
  }

  /**
   * Searches; the trainer is spoilt by it.
   *
   * @param trainer made with {@link #plain}; its weights are not to be used afterwards
   * @param sets of the trained identities
   * @param steps how many at most
   * @param stop set by somebody else to end early
   */
  public static Result find(Trainer trainer, List<TrainingSet> sets, int steps, AtomicBoolean stop)
      throws InterruptedException {
    TrainConfig config = trainer.config();
    List<Point> points = new ArrayList<>();
    double mean = 0;
    double least = Double.MAX_VALUE;
    long from = trainer.iteration();
    try (BatchFeeder feeder =
        new BatchFeeder(
            sets,
            config.seed(),
            config.batch() * config.optimiser().accumulation(),
            from,
            from + steps,
            config::augmentationAt,
            it -> trainer.growthAt(it).resolution())) {
      for (int i = 0; i < steps && !stop.get(); i++) {
        double rate = LOWEST * Math.pow(HIGHEST / LOWEST, i / (steps - 1.0));
        trainer.config(config.with(String.format(Locale.ROOT, "{\"learningRate\": %.9g}", rate)));
        Trainer.Step step = trainer.step(feeder.take(from + i));
        if (!step.isFinite()) {
          break;
        }
        mean = 0.9 * mean + 0.1 * step.loss();
        double smooth = mean / (1 - Math.pow(0.9, i + 1));
        points.add(new Point(rate, step.loss(), smooth));
        least = Math.min(least, smooth);
        if (i > 10 && smooth > RUN_AWAY * least) {
          break;
        }
      }
    }
    return new Result(List.copyOf(points), suggestion(points));
  }

  /** A tenth of the rate where the smoothed loss is least. */
  static double suggestion(List<Point> points) {
    double rate = 1e-4;
    double least = Double.MAX_VALUE;
    for (Point p : points) {
      if (p.smooth() < least) {
        least = p.smooth();
        rate = p.rate() / 10;
      }
    }
    double digit = Math.pow(10, Math.floor(Math.log10(rate)));
    return Math.round(rate / digit) * digit;
  }
}
