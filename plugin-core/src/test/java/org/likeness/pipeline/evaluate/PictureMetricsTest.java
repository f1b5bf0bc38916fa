package org.likeness.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class PictureMetricsTest {
  private static final int W = 40;
  private static final int H = 30;

  private static float[][] noise(long seed) {
    Random random = new Random(seed);
    float[][] p = new float[3][W * H];
    for (float[] c : p) {
      for (int i = 0; i < c.length; i++) {
        c[i] = random.nextFloat();
      }
    }
    return p;
  }

  private static float[][] plus(float[][] p, float d) {
    float[][] out = new float[3][];
    for (int c = 0; c < 3; c++) {
      out[c] = p[c].clone();
      for (int i = 0; i < out[c].length; i++) {
        out[c][i] += d;
      }
    }
    return out;
  }

  private static float[] weight(float v) {
    float[] w = new float[W * H];
    Arrays.fill(w, v);
    return w;
  }

  @Test
  void psnrOfAConstantErrorIsKnown() {
    float[][] a = noise(1);
    assertThat(PictureMetrics.psnr(a, plus(a, 0.1f), weight(0.3f))).isCloseTo(20, within(1e-4));
    assertThat(PictureMetrics.psnr(a, plus(a, 0.01f), weight(1f))).isCloseTo(40, within(1e-2));
    assertThat(PictureMetrics.psnr(a, a, weight(1f))).isEqualTo(PictureMetrics.PSNR_CAP);
    assertThat(PictureMetrics.psnr(a, a, weight(0f))).isNaN();
  }

  @Test
  void psnrCountsOnlyWhereTheWeightIs() {
    float[][] a = noise(2);
    float[][] b = plus(a, 0.1f);
    float[] w = weight(0f);
    for (int i = 0; i < W * H / 2; i++) {
      w[i] = 1f;
      for (int c = 0; c < 3; c++) {
        b[c][i] = a[c][i] + 0.01f;
      }
    }
    assertThat(PictureMetrics.psnr(a, b, w)).isCloseTo(40, within(1e-2));
  }

  @Test
  void iouOfHalvesIsKnown() {
    float[] a = new float[100];
    float[] b = new float[100];
    Arrays.fill(a, 0, 60, 1f);
    Arrays.fill(b, 30, 90, 1f);
    assertThat(PictureMetrics.iou(a, b)).isCloseTo(30.0 / 90, within(1e-9));
    assertThat(PictureMetrics.iou(a, a)).isEqualTo(1);
    assertThat(PictureMetrics.iou(new float[4], new float[4])).isNaN();
    assertThat(PictureMetrics.iou(new float[] {Float.NaN, 7f}, new float[] {0f, 1f})).isEqualTo(1);
  }

  @Test
  void ssimFallsWithNoiseAndIsOneForEqualPictures() {
    float[][] a = noise(3);
    PixelRect box = new PixelRect(3, 4, 30, 25);
    assertThat(PictureMetrics.ssim(a, a, W, box)).isCloseTo(1, within(1e-9));
    assertThat(PictureMetrics.ssim(a, noise(4), W, box)).isBetween(-0.2, 0.3);
    double little = PictureMetrics.ssim(a, plus(a, 0.05f), W, box);
    assertThat(little).isBetween(0.9, 0.9999);
    assertThat(PictureMetrics.ssim(a, a, W, PixelRect.EMPTY)).isNaN();
  }

  /** Two flat pictures: only the first factor of the formula is left. */
  @Test
  void ssimOfFlatPicturesIsTheFormula() {
    float[][] a = {weight(0.5f), weight(0.5f), weight(0.5f)};
    float[][] b = {weight(0.25f), weight(0.25f), weight(0.25f)};
    double wanted = (2 * 0.5 * 0.25 + 1e-4) / (0.25 + 0.0625 + 1e-4);
    assertThat(PictureMetrics.ssim(a, b, W, new PixelRect(0, 0, 10, 10)))
        .isCloseTo(wanted, within(1e-6));
  }

  @Test
  void boxHoldsTheMatte() {
    float[] w = new float[W * H];
    w[5 * W + 7] = 1f;
    w[9 * W + 3] = 0.5f;
    w[20 * W + 30] = 0.4f;
    assertThat(PictureMetrics.box(w, W, H)).isEqualTo(new PixelRect(3, 5, 8, 10));
    assertThat(PictureMetrics.box(new float[W * H], W, H)).isEqualTo(PixelRect.EMPTY);
  }

  @Test
  void encodingClipsAndKnowsTheCurve() {
    PixelRect r = PixelRect.ofSize(5, 1);
    Plane p = new Plane(r, new float[] {-1f, 0.18f, 7f, Float.NaN, 0.001f});
    float[][] e = PictureMetrics.encode(Frame.opaque(p, p, p), PixelRect.ofSize(6, 1));
    assertThat(e[1])
        .containsExactly(new float[] {0f, 0.4613561f, 1f, 0f, 0.01292f, 0f}, within(1e-6f));
  }

  @Test
  void similarityFitFindsWhatMovedThePoints() {
    Affine2 truth = Affine2.similarity(0.37, 0.4, 12, -5);
    double[] p = {1, 2, 50, 8, 30, 40, 9, 60, 55, 62};
    double[] q = new double[10];
    for (int i = 0; i < 10; i += 2) {
      q[i] = truth.mapX(p[i], p[i + 1]);
      q[i + 1] = truth.mapY(p[i], p[i + 1]);
    }
    Affine2 fit = FivePoints.fit(p, q);
    assertThat(fit.a()).isCloseTo(truth.a(), within(1e-9));
    assertThat(fit.b()).isCloseTo(truth.b(), within(1e-9));
    assertThat(fit.c()).isCloseTo(truth.c(), within(1e-9));
    assertThat(fit.f()).isCloseTo(truth.f(), within(1e-9));
  }
}
