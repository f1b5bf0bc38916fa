package org.likeness.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.likeness.train.data.Augmentation;
import org.likeness.train.data.BatchFeeder;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Trainer;
import org.likeness.train.loss.LossWeights;
import org.likeness.train.net.NetConfig;
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
    return new TrainConfig(
        new NetConfig("df", 32, List.of(8, 12, 16, 24), 24, 16, 16, List.of(16, 12), 1),
        iterations,
        3,
        7,
        2e-3,
        10,
        0.05,
        0,
        5,
        0.99,
        bfloat16,
        0.67,
        Augmentation.DEFAULT,
        LossWeights.DEFAULT);
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
