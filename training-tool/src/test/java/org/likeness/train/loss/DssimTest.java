package org.likeness.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.likeness.train.data.Batch;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchRuntime;

class DssimTest {
  private static final int H = 20;
  private static final int W = 24;

  @Test
  void equalsTheDefinition() {
    TorchRuntime.start(1);
    Random random = new Random(5);
    float[] x = new float[2 * 3 * H * W];
    float[] y = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat();
      y[i] = 0.7f * x[i] + 0.3f * random.nextFloat();
    }
    float[] map = new float[x.length];
    try (PointerScope scope = new PointerScope()) {
      Dssim.map(Tensor.create(x, 2, 3, H, W), Tensor.create(y, 2, 3, H, W), 5)
          .contiguous()
          .data_ptr_float()
          .get(map);
    }
    for (int plane = 0; plane < 6; plane++) {
      for (int at = 0; at < H * W; at++) {
        double expected = reference(x, y, plane * H * W, at % W, at / W, 5);
        assertThat(map[plane * H * W + at]).isCloseTo((float) expected, within(2e-5f));
      }
    }
  }

  /** SSIM written straight from its definition, sums over the window in double. */
  private static double reference(float[] x, float[] y, int base, int px, int py, int window) {
    double deviation = 1.5 * window / 11;
    double norm = 0;
    for (int k = -window / 2; k <= window / 2; k++) {
      norm += Math.exp(-k * k / (2 * deviation * deviation));
    }
    double mx = 0;
    double my = 0;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int j = -window / 2; j <= window / 2; j++) {
      for (int i = -window / 2; i <= window / 2; i++) {
        if (px + i < 0 || px + i >= W || py + j < 0 || py + j >= H) {
          continue;
        }
        double w = Math.exp(-(i * i + j * j) / (2 * deviation * deviation)) / (norm * norm);
        double a = x[base + (py + j) * W + px + i];
        double b = y[base + (py + j) * W + px + i];
        mx += w * a;
        my += w * b;
        xx += w * a * a;
        yy += w * b * b;
        xy += w * a * b;
      }
    }
    double ssim =
        (2 * mx * my + 1e-4)
            * (2 * (xy - mx * my) + 9e-4)
            / ((mx * mx + my * my + 1e-4) * (xx - mx * mx + yy - my * my + 9e-4));
    return (1 - ssim) / 2;
  }

  @Test
  void aPerfectPictureCostsNothingAndAnErrorInsideMoreThanOneOutside() {
    TorchRuntime.start(1);
    Batch batch = Batch.allocate(1, 32);
    Random random = new Random(1);
    for (int i = 0; i < batch.label().length; i++) {
      batch.label()[i] = random.nextFloat();
    }
    for (int y = 8; y < 24; y++) {
      for (int x = 8; x < 24; x++) {
        batch.matte()[y * 32 + x] = 1;
        batch.area()[y * 32 + x] = 1;
      }
    }
    float[] inside = batch.label().clone();
    float[] outside = batch.label().clone();
    inside[16 * 32 + 16] += 0.5f;
    outside[2 * 32 + 2] += 0.5f;
    assertThat(loss(batch, batch.label())).isCloseTo(0, within(1e-5));
    assertThat(loss(batch, inside)).isGreaterThan(5 * loss(batch, outside));
    assertThat(loss(batch, outside)).isPositive();
  }

  private static double loss(Batch batch, float[] face) {
    try (PointerScope scope = new PointerScope()) {
      SwapNet.Output<Tensor> made =
          new SwapNet.Output<>(
              Tensor.create(face, 1, 3, 32, 32), Tensor.create(batch.matte(), 1, 1, 32, 32));
      return new SwapLoss(LossWeights.DEFAULT).of(made, batch).total().item_float();
    }
  }
}
