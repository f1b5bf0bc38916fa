package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.net.TorchRuntime;

class ReplicasTest {
  @TempDir Path folder;

  private static float[] train(
      TrainConfig config, List<TrainingSet> sets, List<String> further, List<Double> losses)
      throws Exception {
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      trainer.devices(further);
      losses.addAll(TinyTraining.train(trainer, config, sets, 4));
      return trainer.checkpoint(TinyTraining.WHO, 0, 0, 0).weights().clone();
    }
  }

  /** The same parts on one device after the other or on two at once, and again: every bit. */
  @Test
  void twoDevicesAreOneThatTakesThePartsInTurn() throws Exception {
    List<TrainingSet> sets = TinyTraining.sets(folder);
    TrainConfig two = TinyTraining.config(4, false).with("{\"batch\": 4}");
    TrainConfig inTurn =
        TinyTraining.config(4, false).with("{\"batch\": 2, \"optimiser\": {\"accumulation\": 2}}");
    List<Double> a = new java.util.ArrayList<>();
    List<Double> b = new java.util.ArrayList<>();
    List<Double> c = new java.util.ArrayList<>();
    float[] split = train(two, sets, List.of("cpu"), a);
    float[] again = train(two, sets, List.of("cpu"), b);
    assertThat(split).isEqualTo(again);
    assertThat(a).isEqualTo(b);
    Trainer turns = Trainer.fresh(inTurn, 2);
    try (turns) {
      c.addAll(ResumeTest.train(turns, sets, 4));
      float[] one = turns.checkpoint(TinyTraining.WHO, 0, 0, 0).weights();
      assertThat(split).isEqualTo(one);
      assertThat(a).isEqualTo(c);
    }
  }

  @Test
  void whatCannotBeSplitIsRefused() {
    TrainConfig odd = TinyTraining.config(4, false).with("{\"batch\": 3}");
    try (Trainer trainer = Trainer.fresh(odd, 2)) {
      assertThatThrownBy(() -> trainer.devices(List.of("cpu")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("batch is 3: it must be divisible by the number of devices, 2");
    }
    assertThatThrownBy(() -> TorchRuntime.start(1, List.of("tpu")))
        .hasMessageContaining("there is no device tpu");
  }
}
