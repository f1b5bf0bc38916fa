package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.model.FaceNetwork;
import org.likeness.model.ModelException;
import org.likeness.model.WeightStore;
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

  /**
   * Each part is divided by what belongs to the whole batch: whoever takes the parts, loss and
   * gradient are those of the batch in one piece.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'loss': {'matteEdge': 1, 'faceStyle': 1, 'backgroundStyle': 1}}",
        "{'net': {'arch': 'amp'}}",
        "{'net': {'arch': 'comb', 'decoder': [16, 16, 12, 8]}}",
      })
  void twoPartsAreTheBatchInOnePiece(String json) throws Exception {
    partsAreTheWhole(json);
  }

  /**
   * What the recognition network says of each face is a mean over faces, of which parts have some.
   */
  @Test
  void withTheRecognitionNetworkToo() throws Exception {
    try {
      FaceNetwork.IDENTITY.weights(WeightStore.open());
    } catch (ModelException e) {
      Assumptions.abort("the weights cannot be had: " + e.getMessage());
    }
    partsAreTheWhole("{'loss': {'perceptual': 1, 'identity': 1, 'swapIdentity': 1}}");
  }

  private void partsAreTheWhole(String json) throws Exception {
    List<TrainingSet> sets = TinyTraining.sets(folder);
    String more = json.replace('\'', '"');
    TrainConfig whole =
        TinyTraining.config(1, false).with("{\"batch\": 4, \"clip\": 1e9}").with(more);
    TrainConfig turns = whole.with("{\"batch\": 2, \"optimiser\": {\"accumulation\": 2}}");
    List<Double> losses = new java.util.ArrayList<>();
    float[] one = gradient(whole, sets, List.of(), losses);
    float[] replicas = gradient(whole, sets, List.of("cpu"), losses);
    float[] inTurn = gradient(turns, sets, List.of(), losses);
    assertThat(losses.get(1)).isCloseTo(losses.get(0), within(1e-5 * losses.get(0)));
    assertThat(losses.get(2)).isCloseTo(losses.get(0), within(1e-5 * losses.get(0)));
    assertThat(distance(replicas, one)).isLessThan(1e-5);
    assertThat(distance(inTurn, one)).isLessThan(1e-5);
  }

  /** A discriminator's loss is a mean over patches, of which each part has as many. */
  @Test
  void aDiscriminatorsPartsAreToo() throws Exception {
    List<TrainingSet> sets = TinyTraining.sets(folder);
    TrainConfig whole =
        TinyTraining.config(1, false)
            .with("{\"batch\": 4, \"clip\": 1e9, \"loss\": {\"gan\": 0.5}}");
    TrainConfig turns = whole.with("{\"batch\": 2, \"optimiser\": {\"accumulation\": 2}}");
    List<Double> losses = new java.util.ArrayList<>();
    float[] one = gradient(whole, sets, List.of(), losses);
    assertThat(distance(gradient(turns, sets, List.of(), losses), one)).isLessThan(1e-5);
  }

  /** The optimiser's running mean after one step is the gradient but for a factor. */
  private static float[] gradient(
      TrainConfig config, List<TrainingSet> sets, List<String> further, List<Double> losses)
      throws Exception {
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      trainer.devices(further);
      trainer.meet(sets);
      losses.addAll(ResumeTest.train(trainer, sets, 1));
      return trainer.checkpoint(TinyTraining.WHO, 0, 0, 0).get("first").clone();
    }
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - (double) b[i]) * (a[i] - (double) b[i]);
    }
    return Math.sqrt(sum) / Optimiser.norm(b);
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
