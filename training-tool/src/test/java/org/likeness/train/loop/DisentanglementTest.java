package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.Affine2;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.Batch;
import org.likeness.train.data.SampleMaker;
import org.likeness.train.data.TrainingFace;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.loss.LossWeights;
import org.likeness.train.loss.SwapLoss;
import org.likeness.train.net.Initialiser;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchParameters;

/** What synthetic pictures of a real person may teach. */
class DisentanglementTest {
  @TempDir Path folder;

  @Test
  void syntheticPicturesOfARealPersonGiveItsColoursNoGradient() throws Exception {
    TrainConfig config = TinyTraining.config(10, false);
    TrainingSet drawn = TinyTraining.sets(folder).get(0);
    TrainingSet mixed = withOneReal(drawn);
    Batch synthetic = sample(mixed, config, 0);
    Batch real = sample(mixed, config, 1);
    float[] bySynthetic = gradient(config, synthetic);
    float[] byReal = gradient(config, real);
    SwapNet net = NetRegistry.create(config.net());
    ParameterSet set = ParameterSet.of(net, 1);
    ParameterSet.Spec last = set.spec("decoder0.out.weight");
    // Four outputs of the last layer for each colour, then four for the matte.
    int each = last.count() / 16;
    assertThat(most(bySynthetic, last.offset(), 12 * each)).isZero();
    assertThat(most(bySynthetic, set.spec("decoder0.out.bias").offset(), 12)).isZero();
    assertThat(most(byReal, last.offset(), 12 * each)).isPositive();
    // The matte still learns, and through it the encoder.
    assertThat(most(bySynthetic, last.offset() + 12 * each, 4 * each)).isPositive();
    for (ParameterSet.Spec spec : set.specs()) {
      if (spec.name().startsWith("encoder") && !spec.isBias()) {
        assertThat(most(bySynthetic, spec.offset(), spec.count())).as(spec.name()).isPositive();
      }
    }
    // A person of whom there is nothing else learns from them.
    Batch only = sample(drawn, config, 0);
    assertThat(most(gradient(config, only), last.offset(), 12 * each)).isPositive();
  }

  @Test
  void aFaceMadeForAnothersPlateTeachesItsDecoderTheStyle() throws Exception {
    TrainConfig config = TinyTraining.config(10, false);
    List<TrainingSet> sets = TinyTraining.sets(folder);
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Batch batch = new SampleMaker(sets.get(i), i, 1).make(0, 2, config.augmentation());
      // No identity's own picture teaches colour: what is left comes from the swaps.
      Arrays.fill(batch.colour(), 0);
      batches.add(batch);
    }
    LossWeights none = LossWeights.of(0, 0, 0, 0, 0, 0.05, 1);
    LossWeights style = new LossWeights(0, 0, 0, 0, 0, 0.05, 1, 0, 0, 0, 0, 1, 1, 0);
    for (int i = 0; i < 2; i++) {
      String last = "decoder" + i + ".out.weight";
      assertThat(gradient(config, batches, none, last)).isZero();
      assertThat(gradient(config, batches, style, last)).isPositive();
    }
  }

  private static float gradient(
      TrainConfig config, List<Batch> batches, LossWeights weights, String name) {
    SwapNet net = NetRegistry.create(config.net());
    ParameterSet set = ParameterSet.of(net, 2);
    float[] out = new float[set.total()];
    try (TorchParameters parameters =
            new TorchParameters(set, Initialiser.initialise(set, config.seed()));
        PointerScope scope = new PointerScope()) {
      ForwardPass pass = new ForwardPass(parameters, new SwapLoss(weights), 1, false);
      parameters.gradients(pass.run(net, batches, 0, 0).total(), out);
    }
    return most(out, set.spec(name).offset(), set.spec(name).count());
  }

  private static TrainingSet withOneReal(TrainingSet set) {
    List<TrainingFace> faces = new ArrayList<>(set.faces());
    TrainingFace f = faces.get(1);
    faces.set(
        1,
        new TrainingFace(
            f.side(),
            f.rgb(),
            f.matte(),
            f.area(),
            f.priority(),
            f.yaw(),
            false,
            Affine2.IDENTITY));
    return new TrainingSet(set.header(), set.resolution(), faces, set.yawBins());
  }

  /** A batch that holds synthetic faces alone (colour 0) or real ones alone, if there are any. */
  private static Batch sample(TrainingSet set, TrainConfig config, int colour) {
    boolean real = set.isReal();
    for (int iteration = 0; iteration < 200; iteration++) {
      Batch batch =
          new SampleMaker(set, 0, config.seed()).make(iteration, 1, config.augmentation());
      if (!real || batch.colour()[0] == colour) {
        return batch;
      }
    }
    throw new IllegalStateException("no such sample");
  }

  private static float[] gradient(TrainConfig config, Batch batch) {
    SwapNet net = NetRegistry.create(config.net());
    ParameterSet set = ParameterSet.of(net, 1);
    float[] out = new float[set.total()];
    try (TorchParameters parameters =
            new TorchParameters(set, Initialiser.initialise(set, config.seed()));
        PointerScope scope = new PointerScope()) {
      ForwardPass pass = new ForwardPass(parameters, new SwapLoss(config.loss()), 1, false);
      parameters.gradients(pass.run(net, List.of(batch), 0, 0).total(), out);
    }
    return out;
  }

  private static float most(float[] values, int from, int count) {
    float most = 0;
    for (int i = from; i < from + count; i++) {
      most = Math.max(most, Math.abs(values[i]));
    }
    return most;
  }
}
