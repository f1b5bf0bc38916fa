package org.likeness.pipeline.matte;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class GuidedFilterTest {
  private static final int W = 23;
  private static final int H = 17;

  /** The equations as they stand in the paper, window by window, by Gauss and Jordan. */
  private static double[] reference(float[][] guide, float[] p, int r, double epsilon) {
    double[][] a = new double[3][W * H];
    double[] b = new double[W * H];
    for (int k = 0; k < W * H; k++) {
      double[] meanI = new double[3];
      double meanP = 0;
      int n = 0;
      for (int i : window(k, r)) {
        n++;
        meanP += p[i];
        for (int c = 0; c < 3; c++) {
          meanI[c] += guide[c][i];
        }
      }
      meanP /= n;
      double[][] m = new double[3][4];
      for (int c = 0; c < 3; c++) {
        meanI[c] /= n;
      }
      for (int i : window(k, r)) {
        for (int c = 0; c < 3; c++) {
          for (int d = 0; d < 3; d++) {
            m[c][d] += (guide[c][i] - meanI[c]) * (guide[d][i] - meanI[d]) / n;
          }
          m[c][3] += (guide[c][i] - meanI[c]) * (p[i] - meanP) / n;
        }
      }
      for (int c = 0; c < 3; c++) {
        m[c][c] += epsilon;
      }
      for (int c = 0; c < 3; c++) {
        for (int row = 0; row < 3; row++) {
          if (row != c) {
            double f = m[row][c] / m[c][c];
            for (int d = 0; d < 4; d++) {
              m[row][d] -= f * m[c][d];
            }
          }
        }
      }
      b[k] = meanP;
      for (int c = 0; c < 3; c++) {
        a[c][k] = m[c][3] / m[c][c];
        b[k] -= a[c][k] * meanI[c];
      }
    }
    double[] out = new double[W * H];
    for (int i = 0; i < W * H; i++) {
      int n = 0;
      for (int k : window(i, r)) {
        n++;
        out[i] += b[k];
        for (int c = 0; c < 3; c++) {
          out[i] += a[c][k] * guide[c][i];
        }
      }
      out[i] /= n;
    }
    return out;
  }

  private static int[] window(int k, int r) {
    return java.util.stream.IntStream.range(0, W * H)
        .filter(i -> Math.abs(i % W - k % W) <= r && Math.abs(i / W - k / W) <= r)
        .toArray();
  }

  @Test
  void itIsWhatThePaperSays() {
    Random random = new Random(4);
    float[][] guide = new float[3][W * H];
    float[] p = new float[W * H];
    for (int i = 0; i < W * H; i++) {
      for (int c = 0; c < 3; c++) {
        guide[c][i] = random.nextFloat();
      }
      p[i] = random.nextFloat();
    }
    for (int r : new int[] {1, 3, 40}) {
      float[] made = GuidedFilter.filter(guide, p, W, H, r, 1e-2);
      double[] expected = reference(guide, p, r, 1e-2);
      for (int i = 0; i < made.length; i++) {
        assertThat((double) made[i]).as("r %d at %d", r, i).isCloseTo(expected[i], within(2e-4));
      }
    }
  }

  @Test
  void aSoftEdgeBesideAPictureEdgeBecomesThePicturesEdge() {
    int w = 60;
    int h = 20;
    float[] step = new float[w * h];
    float[] ramp = new float[w * h];
    for (int i = 0; i < step.length; i++) {
      int x = i % w;
      step[i] = x < 30 ? 0.2f : 0.7f;
      ramp[i] = Math.max(0f, Math.min(1f, (x - 22) / 12f)); // soft, and two pixels off
    }
    float[] made = GuidedFilter.filter(new float[][] {step, step, step}, ramp, w, h, 8, 1e-4);
    int row = 10 * w;
    assertThat(made[row + 27]).isLessThan(0.25f);
    assertThat(made[row + 32]).isGreaterThan(0.75f);
    assertThat(made[row + 30] - made[row + 29]).isGreaterThan(0.5f);
    assertThat(ramp[row + 30] - ramp[row + 29]).isLessThan(0.1f);
  }
}
