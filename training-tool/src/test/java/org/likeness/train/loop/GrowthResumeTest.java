package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.net.NetConfig;
import org.likeness.train.net.TorchRuntime;

class GrowthResumeTest {
  private static final int STEPS = 17;

  @TempDir Path folder;

  private static TrainConfig config() {
    List<Integer> widths = List.of(6, 8, 8, 12, 16);
    List<Integer> back = List.of(16, 12, 8, 8, 6);
    return TrainConfig.defaults(new NetConfig("comb", 128, widths, 24, 16, 16, back, 0, 0))
        .with(
            """
            {"iterations": 20, "batch": 1, "seed": 5, "bfloat16": false,
             "growth": {"first": 64, "share": 0.5, "fade": 0.5}}
            """);
  }

  /** Stopped before the larger size, in the middle of its fade and when it is all there. */
  @Test
  void aTrainingThatGrowsFrom64To128GoesOnBitForBit() throws Exception {
    TorchRuntime.start(1);
    TinyTraining.sets(folder);
    List<TrainingSet> sets = new ArrayList<>();
    for (String id : List.of("a", "b")) {
      sets.add(TrainingSet.load(List.of(Faceset.read(folder.resolve(id))), 128, 1));
    }
    List<Double> losses = new ArrayList<>();
    Checkpoint end;
    try (Trainer trainer = Trainer.fresh(config(), 2)) {
      for (int i = 0; i < STEPS; i++) {
        if (i == 8 || i == 12 || i == 15) {
          Path half = Files.createDirectories(folder.resolve("at" + i));
          trainer.checkpoint(TinyTraining.WHO, 1, 1, 16).write(half);
        }
        losses.addAll(ResumeTest.train(trainer, sets, 1));
      }
      Path six = Files.createDirectories(folder.resolve("end"));
      trainer.checkpoint(TinyTraining.WHO, 1, 1, 16).write(six);
      end = Checkpoint.newest(six);
    }
    for (int i : new int[] {8, 12, 15}) {
      Checkpoint from = Checkpoint.newest(folder.resolve("at" + i));
      try (Trainer again = Trainer.resume(from.header().config(), from)) {
        assertThat(again.growth().resolution()).isEqualTo(i < 10 ? 64 : 128);
        if (i == 12) {
          assertThat(again.growth().fade()).isBetween(0.1, 0.9);
        }
        assertThat(ResumeTest.train(again, sets, STEPS - i)).isEqualTo(losses.subList(i, STEPS));
        Checkpoint now = again.checkpoint(TinyTraining.WHO, 1, 1, 16);
        for (String part : end.parts().keySet()) {
          assertThat(now.get(part)).as(i + " " + part).isEqualTo(end.get(part));
        }
      }
    }
  }
}
