package org.likeness.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.likeness.train.data.BatchFeeder;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Trainer;
import org.likeness.train.net.TorchRuntime;

/** A training small enough for a test. */
public final class TinyTraining {
  /** Its identities. */
  public static final List<TrainedIdentity> WHO =
      List.of(
          new TrainedIdentity(
              "a", "a", 8, "whole-face-v1", 1.3, "film-shoulder-v1", true, List.of(), null),
          new TrainedIdentity(
              "b", "b", 8, "whole-face-v1", 1.3, "film-shoulder-v1", true, List.of(), null));

  private TinyTraining() {}

  /** Its configuration. */
  public static TrainConfig config(long iterations, boolean bfloat16) {
    // One thread: on a busy machine two would wait for each other at every small operation.
    TorchRuntime.start(1);
    return TrainConfig.defaults("df", 32)
        .with(
            """
            {"net": {"encoder": [8, 12, 16, 24], "code": 24, "inter": 16, "interUp": 16,
                     "decoder": [16, 12]},
             "iterations": %d, "batch": 3, "seed": 7, "learningRate": 2e-3, "warmUp": 10,
             "finalRate": 0.05, "average": 0.99, "bfloat16": %b}
            """
                .formatted(iterations, bfloat16));
  }

  /** Its facesets, drawn into a folder and loaded. */
  public static List<TrainingSet> sets(Path folder) throws IOException {
    return List.of(
        TrainingSet.load(List.of(DrawnFaceset.draw(folder.resolve("a"), "a", 8, 0.6f)), 32, 2),
        TrainingSet.load(List.of(DrawnFaceset.draw(folder.resolve("b"), "b", 8, 0.35f)), 32, 2));
  }

  /** Trains some iterations; returns their losses. */
  public static List<Double> train(
      Trainer trainer, TrainConfig config, List<TrainingSet> sets, int count)
      throws InterruptedException {
    List<Double> losses = new ArrayList<>();
    long from = trainer.iteration();
    try (BatchFeeder feeder =
        new BatchFeeder(
            sets,
            config.seed(),
            config.batch(),
            from,
            from + count,
            config::augmentationAt,
            it -> trainer.growthAt(it).resolution())) {
      for (long it = from; it < from + count; it++) {
        losses.add(trainer.step(feeder.take(it)).loss());
      }
    }
    return losses;
  }
}
