package org.likeness.pipeline.matte;

/**
 * The guided filter with a colour guide: K. He, J. Sun and X. Tang, "Guided image filtering", 2010,
 * equations 19 to 21. In each square window the result is a linear function of the guide's colour,
 * so that a soft matte takes the edges of the picture. Sums run in double precision in a fixed
 * order; at the borders a window is the part of it that lies inside.
 */
public final class GuidedFilter {
  private GuidedFilter() {}

  /**
   * Filters.
   *
   * @param guide three planes, 0..1
   * @param p what is filtered
   * @param radius windows have 2 radius + 1 pixels a side
   * @param epsilon what variance of the guide counts as none
   * @return new; not clamped
   */
  public static float[] filter(
      float[][] guide, float[] p, int width, int height, int radius, double epsilon) {
    int n = width * height;
    float[][] meanI = new float[3][];
    float[][] covariance = new float[3][];
    Box box = new Box(width, height, radius);
    float[] meanP = box.mean(p);
    for (int c = 0; c < 3; c++) {
      meanI[c] = box.mean(guide[c]);
      covariance[c] = box.mean(product(guide[c], p));
      for (int i = 0; i < n; i++) {
        covariance[c][i] -= meanI[c][i] * meanP[i];
      }
    }
    float[][] sigma = new float[6][];
    int[][] pairs = {{0, 0}, {0, 1}, {0, 2}, {1, 1}, {1, 2}, {2, 2}};
    for (int k = 0; k < 6; k++) {
      int a = pairs[k][0];
      int b = pairs[k][1];
      sigma[k] = box.mean(product(guide[a], guide[b]));
      for (int i = 0; i < n; i++) {
        sigma[k][i] -= meanI[a][i] * meanI[b][i];
      }
    }
    float[][] slope = new float[3][n];
    float[] offset = new float[n];
    for (int i = 0; i < n; i++) {
      solve(sigma, covariance, slope, i, epsilon);
      offset[i] =
          meanP[i]
              - slope[0][i] * meanI[0][i]
              - slope[1][i] * meanI[1][i]
              - slope[2][i] * meanI[2][i];
    }
    float[] out = box.mean(offset);
    for (int c = 0; c < 3; c++) {
      float[] mean = box.mean(slope[c]);
      for (int i = 0; i < n; i++) {
        out[i] += mean[i] * guide[c][i];
      }
    }
    return out;
  }

  /** (Sigma + epsilon U) a = covariance by Cramer's rule. */
  private static void solve(
      float[][] sigma, float[][] covariance, float[][] slope, int i, double epsilon) {
    double rr = sigma[0][i] + epsilon;
    double rg = sigma[1][i];
    double rb = sigma[2][i];
    double gg = sigma[3][i] + epsilon;
    double gb = sigma[4][i];
    double bb = sigma[5][i] + epsilon;
    double i00 = gg * bb - gb * gb;
    double i01 = rb * gb - rg * bb;
    double i02 = rg * gb - rb * gg;
    double det = rr * i00 + rg * i01 + rb * i02;
    double x = covariance[0][i] / det;
    double y = covariance[1][i] / det;
    double z = covariance[2][i] / det;
    slope[0][i] = (float) (i00 * x + i01 * y + i02 * z);
    slope[1][i] = (float) (i01 * x + (rr * bb - rb * rb) * y + (rb * rg - rr * gb) * z);
    slope[2][i] = (float) (i02 * x + (rb * rg - rr * gb) * y + (rr * gg - rg * rg) * z);
  }

  private static float[] product(float[] a, float[] b) {
    float[] out = new float[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] * b[i];
    }
    return out;
  }

  /** Means over windows. */
  private record Box(int width, int height, int radius) {
    float[] mean(float[] in) {
      double[] across = new double[in.length];
      for (int y = 0; y < height; y++) {
        int row = y * width;
        double sum = 0;
        for (int x = 0; x < Math.min(radius, width); x++) {
          sum += in[row + x];
        }
        for (int x = 0; x < width; x++) {
          if (x + radius < width) {
            sum += in[row + x + radius];
          }
          across[row + x] = sum;
          if (x - radius >= 0) {
            sum -= in[row + x - radius];
          }
        }
      }
      float[] out = new float[in.length];
      double[] sum = new double[width];
      for (int y = 0; y < Math.min(radius, height); y++) {
        for (int x = 0; x < width; x++) {
          sum[x] += across[y * width + x];
        }
      }
      for (int y = 0; y < height; y++) {
        int rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1;
        for (int x = 0; x < width; x++) {
          if (y + radius < height) {
            sum[x] += across[(y + radius) * width + x];
          }
          int columns = Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1;
          out[y * width + x] = (float) (sum[x] / ((double) rows * columns));
          if (y - radius >= 0) {
            sum[x] -= across[(y - radius) * width + x];
          }
        }
      }
      return out;
    }
  }
}
