package org.likeness.train.matte;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.rendered.NetTrainer;
import org.likeness.train.rendered.StartWeights;

/**
 * Makes the general matte network into one for a shot: its decoder goes on learning, from the
 * artist's key frames alone, moved, turned, lit otherwise and with things before them.
 */
public final class ShotTraining {
  private static final Predicate<ParameterSet.Spec> DECODER =
      spec -> spec.name().startsWith("up") || spec.name().startsWith(MatteNet.LAST);

  private ShotTraining() {}

  /**
   * What came of it.
   *
   * @param onnx the network
   * @param before figures of the general network on the frames left out, as a sentence; null
   *     without such frames
   * @param after those of the shot's
   * @param iterations done
   */
  public record Result(
      byte[] onnx, @Nullable String before, @Nullable String after, long iterations) {}

  /** The settings of such a training. */
  static MatteConfig config(long iterations, long seed) {
    MatteConfig d = MatteConfig.DEFAULT;
    return new MatteConfig(
        iterations,
        8,
        seed,
        6e-4,
        20,
        0.05,
        0,
        d.clip(),
        0.97,
        d.bfloat16(),
        6,
        0.06,
        0.02,
        0.2,
        0.1,
        0.15,
        0,
        0.1,
        d.edgeWeight());
  }

  /**
   * Trains.
   *
   * @param keys to learn from
   * @param leftOut to judge by, or null
   * @param general the network to begin with, .onnx
   * @param stop set to end early, with what is learnt
   * @param say told of progress
   */
  static Result run(
      List<ShotMattes.Key> keys,
      @Nullable List<ShotMattes.Key> leftOut,
      byte[] general,
      long iterations,
      double seconds,
      AtomicBoolean stop,
      Consumer<String> say)
      throws IOException {
    MatteConfig config = config(iterations, 1);
    float[] first = StartWeights.of(MatteTrainer.SET, 1, general, "matte network").weights();
    String before = null;
    String after = null;
    long start = System.nanoTime();
    try (MatteTrainer trainer =
        new MatteTrainer(config, NetTrainer.fresh(MatteTrainer.SET, 1, first), 0, DECODER)) {
      if (leftOut != null && !leftOut.isEmpty()) {
        before = MatteValidation.of(trainer, ShotMattes.pictures(leftOut)).sentence();
      }
      MatteSamples samples = new MatteSamples(ShotMattes.pictures(keys), config);
      while (trainer.iteration() < iterations
          && !stop.get()
          && (System.nanoTime() - start) / 1e9 < seconds) {
        double[] v = trainer.step(samples.make(trainer.iteration()));
        if (trainer.iteration() % 20 == 0) {
          say.accept(progress(trainer.iteration(), iterations, start, v));
        }
      }
      if (before != null && leftOut != null) {
        after = MatteValidation.of(trainer, ShotMattes.pictures(leftOut)).sentence();
      }
      Map<String, Object> about = new LinkedHashMap<>();
      about.put("format", 1);
      about.put("coverage", org.likeness.face.FaceParts.COVERAGE);
      about.put(
          "trainedOn",
          "frames "
              + keys.stream().map(k -> "" + k.frame()).toList()
              + " of a shot, by its artist");
      about.put("iterations", trainer.iteration());
      about.put("validation", after == null ? "" : after);
      return new Result(
          MatteExport.onnx(trainer.state().get(3), about), before, after, trainer.iteration());
    }
  }

  private static String progress(long done, long of, long start, double[] v) {
    double pace = (System.nanoTime() - start) / 1e9 / done;
    long left = Math.round((of - done) * pace);
    return String.format(
        Locale.ROOT,
        "Progress: %d%% iteration %d eta %02d:%02d:%02d difference %.4f",
        100 * done / of,
        done,
        left / 3600,
        left / 60 % 60,
        left % 60,
        v[1]);
  }
}
