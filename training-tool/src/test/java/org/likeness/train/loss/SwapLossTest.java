package org.likeness.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.likeness.model.ModelException;
import org.likeness.model.WeightStore;
import org.likeness.train.data.Batch;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchRuntime;

class SwapLossTest {
  private static final int S = 32;
  private static final LossWeights NOTHING = LossWeights.of(0, 0, 0, 0, 0, 0.05, 1);

  @BeforeAll
  static void start() {
    TorchRuntime.start(1);
  }

  @Test
  void theMattesEdgeCostsWhatWasCountedByHand() {
    Batch batch = batch(1);
    float[] matte = new float[S * S];
    // A column that is half covered: two steps of a half in each of 32 rows.
    for (int y = 0; y < S; y++) {
      matte[y * S + 10] = 0.5f;
    }
    LossWeights edge = new LossWeights(0, 0, 0, 0, 0, 0.05, 1, 1, 0, 0, 0, 0, 0, 0);
    double total = total(edge, batch, batch.label(), matte);
    assertThat(total).isCloseTo(32 * 2 * 0.5 / (32 * 31), within(1e-6));
    assertThat(total(NOTHING, batch, batch.label(), matte)).isZero();
  }

  @Test
  void aFaceStyleIsTheDifferenceOfMeanAndDeviation() {
    float[] a = new float[3 * 16];
    float[] b = new float[3 * 16];
    float[] matte = new float[16];
    for (int i = 0; i < 8; i++) {
      matte[i] = 1;
      for (int c = 0; c < 3; c++) {
        // Means 0.5 and 0.6, deviations 0.1 and 0.3.
        a[c * 16 + i] = i % 2 == 0 ? 0.4f : 0.6f;
        b[c * 16 + i] = i % 2 == 0 ? 0.3f : 0.9f;
        // What lies outside the matte must not matter.
        a[c * 16 + 8 + i] = 0.9f;
      }
    }
    try (PointerScope scope = new PointerScope()) {
      double style =
          StyleLoss.face(
                  Tensor.create(a, 1, 3, 4, 4),
                  Tensor.create(b, 1, 3, 4, 4),
                  Tensor.create(matte, 1, 1, 4, 4))
              .item_float();
      assertThat(style).isCloseTo(0.1 * 0.1 + 0.2 * 0.2, within(1e-4));
    }
  }

  @Test
  void aBackgroundCountsOutsideTheAreaAlone() {
    Batch batch = batch(1);
    float[] inside = batch.label().clone();
    inside[16 * S + 16] += 0.3f;
    float[] outside = batch.label().clone();
    outside[2 * S + 2] += 0.3f;
    LossWeights w = new LossWeights(0, 0, 0, 0, 0, 0.05, 1, 0, 0, 0, 0, 0, 1, 0);
    assertThat(swap(w, batch, batch.label())).isCloseTo(0, within(1e-6));
    assertThat(swap(w, batch, inside)).isLessThan(1e-4);
    // The squared difference alone, before the dissimilarity's share.
    int n = 3 * (S * S - 16 * 16);
    assertThat(swap(w, batch, outside)).isGreaterThan(0.09 / n);
  }

  @Test
  void aboveTwoHundredAndFiftySixPixelsTwoWindowsCountHalfEach() {
    Random random = new Random(2);
    float[] x = new float[3 * 256 * 256];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat();
      y[i] = 0.8f * x[i];
    }
    try (PointerScope scope = new PointerScope()) {
      Tensor a = Tensor.create(x, 1, 3, 256, 256);
      Tensor b = Tensor.create(y, 1, 3, 256, 256);
      assertThat(Dssim.window(256)).isEqualTo(23);
      assertThat(Dssim.window(128)).isEqualTo(11);
      double both = Dssim.scales(a, b).mean().item_float();
      double one = Dssim.map(a, b, 23).mean().item_float();
      double other = Dssim.map(a, b, 11).mean().item_float();
      assertThat(both).isCloseTo((one + other) / 2, within(1e-6));
      assertThat(one).isNotEqualTo(other);
    }
  }

  @Test
  void aSampleThatMayNotTeachColourGivesColourNoGradient() {
    Batch batch = batch(2);
    batch.colour()[1] = 0;
    float[] face = batch.label().clone();
    for (int i = 0; i < face.length; i++) {
      face[i] *= 0.7f;
    }
    float[] gradient = gradient(LossWeights.DEFAULT, batch, face);
    int half = gradient.length / 2;
    double first = 0;
    for (int i = 0; i < half; i++) {
      first += Math.abs(gradient[i]);
      assertThat(gradient[half + i]).isZero();
    }
    assertThat(first).isPositive();
    batch.colour()[0] = 0;
    for (float g : gradient(LossWeights.DEFAULT, batch, face)) {
      assertThat(g).isZero();
    }
  }

  @Test
  void whatTheRecognitionNetworkSeesHasTheGradientOfItsDifferences() {
    FaceFeatures features = features();
    LossWeights w = new LossWeights(0, 0, 0, 0, 0, 0.05, 1, 0, 1, 1, 0, 0, 0, 0);
    Batch batch = batch(1);
    java.util.Arrays.fill(batch.area(), 1);
    float[] chip = {0.9f, 0.1f, 0.05f, -0.1f, 0.9f, 0};
    System.arraycopy(chip, 0, batch.chip(), 0, 6);
    float[] face = new float[batch.label().length];
    Random random = new Random(9);
    float[] way = new float[face.length];
    for (int i = 0; i < face.length; i++) {
      face[i] = 0.5f * batch.label()[i] + 0.25f;
      way[i] = random.nextFloat() - 0.5f;
    }
    SwapLoss loss = new SwapLoss(w, features);
    assertThat(total(loss, batch, batch.label(), batch.matte())).isCloseTo(0, within(1e-5));
    double at = total(loss, batch, face, batch.matte());
    assertThat(at).isGreaterThan(0.01);
    float[] gradient = gradient(loss, batch, face);
    double expected = 0;
    for (int i = 0; i < way.length; i++) {
      expected += gradient[i] * way[i];
    }
    double step = 2e-3;
    double up = total(loss, batch, moved(face, way, step), batch.matte());
    double down = total(loss, batch, moved(face, way, -step), batch.matte());
    assertThat(expected).isCloseTo((up - down) / (2 * step), within(0.05 * Math.abs(expected)));
    assertThat(Math.abs(expected)).isGreaterThan(1e-4);
    loss.close();
  }

  @Test
  void theChipIsWhereItsMapSays() {
    float[] ramp = new float[3 * 300 * 300];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < 300 * 300; i++) {
        ramp[c * 300 * 300 + i] = c == 0 ? (i % 300 + 0.5f) / 300 : (i / 300 + 0.5f) / 300;
      }
    }
    // Half the crop's side, its middle a quarter of the crop to the right.
    float[] map = {0.5f, 0, 0.5f, 0, 0.5f, 0};
    float[] chip = new float[3 * 150 * 150];
    try (PointerScope scope = new PointerScope()) {
      FaceFeatures.chips(Tensor.create(ramp, 1, 3, 300, 300), map)
          .contiguous()
          .data_ptr_float()
          .get(chip);
    }
    for (int i = 0; i < 150 * 150; i++) {
      double x = 0.5 + (i % 150 + 0.5) / 150 / 2;
      assertThat(chip[i]).isCloseTo((float) Math.min(x, 1 - 0.5 / 300), within(0.004f));
      double y = 0.25 + (i / 150 + 0.5) / 150 / 2;
      assertThat(chip[150 * 150 + i]).isCloseTo((float) y, within(0.004f));
    }
  }

  private static FaceFeatures features() {
    try {
      return FaceFeatures.open(WeightStore.open());
    } catch (ModelException e) {
      Assumptions.abort("the weights cannot be had: " + e.getMessage());
      throw e;
    }
  }

  private static float[] moved(float[] from, float[] way, double step) {
    float[] out = from.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] += (float) (step * way[i]);
    }
    return out;
  }

  private static Batch batch(int count) {
    Batch batch = Batch.allocate(count, S);
    Random random = new Random(1);
    for (int i = 0; i < batch.label().length; i++) {
      batch.label()[i] = random.nextFloat();
    }
    for (int i = 0; i < batch.area().length; i++) {
      int x = i % S;
      int y = i / S % S;
      batch.area()[i] = x >= 8 && x < 24 && y >= 8 && y < 24 ? 1 : 0;
    }
    return batch;
  }

  private static double total(LossWeights w, Batch batch, float[] face, float[] matte) {
    return total(new SwapLoss(w), batch, face, matte);
  }

  private static double total(SwapLoss loss, Batch batch, float[] face, float[] matte) {
    int n = batch.count();
    try (PointerScope scope = new PointerScope()) {
      return loss.of(
              new SwapNet.Output<>(
                  Tensor.create(face, n, 3, S, S), Tensor.create(matte, n, 1, S, S)),
              batch)
          .total()
          .item_float();
    }
  }

  private static double swap(LossWeights w, Batch batch, float[] face) {
    try (PointerScope scope = new PointerScope()) {
      return new SwapLoss(w)
          .swap(
              new SwapNet.Output<>(
                  Tensor.create(face, 1, 3, S, S), Tensor.create(batch.matte(), 1, 1, S, S)),
              batch,
              0,
              Whole.of(batch, w, 1))
          .item_float();
    }
  }

  private static float[] gradient(LossWeights w, Batch batch, float[] face) {
    return gradient(new SwapLoss(w), batch, face);
  }

  private static float[] gradient(SwapLoss loss, Batch batch, float[] face) {
    int n = batch.count();
    float[] out = new float[face.length];
    try (PointerScope scope = new PointerScope()) {
      Tensor leaf = Tensor.create(face, n, 3, S, S);
      leaf.requires_grad_(true);
      Tensor matte = Tensor.create(batch.matte(), n, 1, S, S);
      Tensor total = loss.of(new SwapNet.Output<>(leaf, matte), batch).total();
      torch
          .grad(
              new TensorVector(total),
              new TensorVector(leaf),
              new TensorVector(),
              new BoolOptional(),
              false,
              true)
          .get(0)
          .contiguous()
          .data_ptr_float()
          .get(out);
    }
    return out;
  }
}
