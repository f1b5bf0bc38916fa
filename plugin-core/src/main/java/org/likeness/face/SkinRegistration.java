package org.likeness.face;

import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;

/**
 * How the skin moved from one frame to the next, by laying their {@link SkinPatch patches} on one
 * another: B. D. Lucas and T. Kanade's iterative image registration, 1981, for a similarity, in the
 * inverse compositional form of S. Baker and I. Matthews, 2004, with weights that let go of what
 * does not fit (S. Geman and D. McClure). Its error is a few hundredths of a sample where landmarks
 * tremble by a few tenths.
 */
final class SkinRegistration {
  private static final int ROUNDS = 15;
  private static final double ENOUGH = 2e-3;

  /** The patches must look alike by this much (correlation over the mask). */
  private static final double LEAST_LIKENESS = 0.6;

  private static final int LEAST_SAMPLES = 250;
  private static final double MOST_MOVE = 8;
  private static final double MOST_CHANGE = 0.12;

  /** Residuals count half from about so many medians on. */
  private static final double LETS_GO = 2.5 * 1.4826;

  private SkinRegistration() {}

  /**
   * How skin moved.
   *
   * @param map of plate pixels from the one frame to the other
   * @param deviation its expected error on the face, standard deviation of a coordinate, in pixels
   */
  record Motion(Affine2 map, double deviation) {}

  /**
   * The map of plate pixels from one frame to another, or null if their skin does not match.
   *
   * @param from a face that has a patch
   * @param to the same face in another frame, with a patch
   */
  static @Nullable Motion motion(FaceObservation from, FaceObservation to) {
    int n = SkinPatch.SIZE * SkinPatch.SIZE;
    if (from.detail().skin().length != n || to.detail().skin().length != n) {
      return null;
    }
    Affine2 fromPlace = SkinPatch.place(from.landmarks());
    Affine2 toPlace = SkinPatch.place(to.landmarks());
    boolean[] mask = SkinMask.of(from.landmarks(), fromPlace);
    float[] a = smoothed(from.detail().skin());
    float[] b = smoothed(to.detail().skin());
    double[] warp = register(a, b, mask);
    if (warp.length == 0) {
      return null;
    }
    Affine2 map = fromPlace.then(affine(warp)).then(toPlace.inverse());
    return new Motion(map, warp[4] / toPlace.meanScale());
  }

  /** Parameters move x, move y, a, b of x' = x + a u - b v + tx about the patch's middle. */
  private static Affine2 affine(double[] p) {
    double m = SkinPatch.SIZE / 2.0;
    double a = 1 + p[2];
    double b = p[3];
    return new Affine2(a, -b, p[0] + m - a * m + b * m, b, a, p[1] + m - b * m - a * m);
  }

  /** Slightly blurred, 1 2 1 both ways: less noise where samples are interpolated. */
  private static float[] smoothed(byte[] patch) {
    int s = SkinPatch.SIZE;
    float[] across = new float[patch.length];
    float[] out = new float[patch.length];
    for (int y = 0; y < s; y++) {
      for (int x = 0; x < s; x++) {
        int i = y * s;
        across[i + x] =
            0.25f * (patch[i + Math.max(0, x - 1)] + patch[i + Math.min(s - 1, x + 1)])
                + 0.5f * patch[i + x];
      }
    }
    for (int y = 0; y < s; y++) {
      int up = Math.max(0, y - 1) * s;
      int down = Math.min(s - 1, y + 1) * s;
      for (int x = 0; x < s; x++) {
        out[y * s + x] = 0.25f * (across[up + x] + across[down + x]) + 0.5f * across[y * s + x];
      }
    }
    return out;
  }

  /** The samples that count, with their gradients. */
  private record Samples(int[] at, float[] gx, float[] gy) {
    static Samples of(float[] a, boolean[] mask) {
      int s = SkinPatch.SIZE;
      int n = 0;
      for (boolean m : mask) {
        n += m ? 1 : 0;
      }
      int[] at = new int[n];
      float[] gx = new float[n];
      float[] gy = new float[n];
      int k = 0;
      for (int i = 0; i < mask.length; i++) {
        if (mask[i]) {
          at[k] = i;
          gx[k] = 0.5f * (a[i + 1] - a[i - 1]);
          gy[k] = 0.5f * (a[i + s] - a[i - s]);
          k++;
        }
      }
      return new Samples(at, gx, gy);
    }
  }

  /**
   * The four parameters and their error in samples, or none where there is too little to see or it
   * does not fit.
   */
  static double[] register(float[] a, float[] b, boolean[] mask) {
    Samples samples = Samples.of(a, mask);
    int n = samples.at().length;
    if (n < LEAST_SAMPLES) {
      return new double[0];
    }
    Affine2 warp = Affine2.IDENTITY;
    float[] residual = new float[n];
    for (int round = 0; round < ROUNDS; round++) {
      residuals(a, b, samples, warp, residual);
      double[] step = step(samples, residual);
      if (step.length == 0) {
        return step;
      }
      // Inverse compositional: the step moves a, so its inverse goes first.
      warp = affine(step).inverse().then(warp);
      if (Math.abs(step[0]) + Math.abs(step[1]) + 32 * (Math.abs(step[2]) + Math.abs(step[3]))
          < ENOUGH) {
        break;
      }
    }
    double m = SkinPatch.SIZE / 2.0;
    double[] out = {
      warp.mapX(m, m) - m, warp.mapY(m, m) - m, warp.a() - 1, warp.d(), error(samples, residual)
    };
    boolean wild =
        Math.hypot(out[0], out[1]) > MOST_MOVE || Math.hypot(out[2], out[3]) > MOST_CHANGE;
    return wild || likeness(a, b, samples, warp) < LEAST_LIKENESS ? new double[0] : out;
  }

  private static void residuals(float[] a, float[] b, Samples s, Affine2 warp, float[] out) {
    int size = SkinPatch.SIZE;
    for (int k = 0; k < out.length; k++) {
      int i = s.at()[k];
      double x = i % size + 0.5;
      double y = i / size + 0.5;
      out[k] = cubic(b, warp.mapX(x, y) - 0.5, warp.mapY(x, y) - 0.5) - a[i];
    }
  }

  /** One weighted Gauss-Newton step, or none where the matrix is singular. */
  private static double[] step(Samples s, float[] residual) {
    double[] h = new double[16];
    double[] g = new double[4];
    normal(s, residual, h, g);
    return solve(h, g);
  }

  /**
   * Expected error of a coordinate at the middle distance of the samples from the patch's middle:
   * residuals are blurred over neighbours, so that they count for a third of their number.
   */
  private static double error(Samples s, float[] residual) {
    double[] h = new double[16];
    double[] g = new double[4];
    double square = normal(s, residual, h, g);
    double variance = 0;
    double far = 0;
    double m = SkinPatch.SIZE / 2.0;
    for (int i : s.at()) {
      far +=
          (Math.pow(i % SkinPatch.SIZE + 0.5 - m, 2) + Math.pow(i / SkinPatch.SIZE + 0.5 - m, 2))
              / s.at().length;
    }
    double[] weight = {0.5, 0.5, far / 2, far / 2};
    for (int p = 0; p < 4; p++) {
      double[] unit = new double[4];
      unit[p] = 1;
      double[] column = solve(h.clone(), unit);
      variance += column.length == 0 ? 0 : weight[p] * column[p];
    }
    return Math.sqrt(3 * square * variance);
  }

  /** Fills in the normal equations; gives the weighted mean square of the residuals. */
  private static double normal(Samples s, float[] residual, double[] h, double[] g) {
    int n = residual.length;
    float[] sizes = new float[n];
    for (int k = 0; k < n; k++) {
      sizes[k] = Math.abs(residual[k]);
    }
    double usual = Math.max(0.25, LETS_GO * DisplayView.ranked(sizes, n, n / 2));
    double square = 0;
    double weights = 0;
    double m = SkinPatch.SIZE / 2.0;
    // Sums of their own: as entries of the arrays they would be read and written at each sample.
    double g0 = 0;
    double g1 = 0;
    double g2 = 0;
    double g3 = 0;
    double h00 = 0;
    double h10 = 0;
    double h11 = 0;
    double h20 = 0;
    double h21 = 0;
    double h22 = 0;
    double h30 = 0;
    double h31 = 0;
    double h32 = 0;
    double h33 = 0;
    for (int k = 0; k < n; k++) {
      double u = s.at()[k] % SkinPatch.SIZE + 0.5 - m;
      double v = s.at()[k] / SkinPatch.SIZE + 0.5 - m;
      double gx = s.gx()[k];
      double gy = s.gy()[k];
      double growth = gx * u + gy * v;
      double spin = gy * u - gx * v;
      double r = residual[k] / usual;
      double w = 1 / ((1 + r * r) * (1 + r * r));
      square += w * residual[k] * residual[k];
      weights += w;
      double w0 = w * gx;
      double w1 = w * gy;
      double w2 = w * growth;
      double w3 = w * spin;
      g0 += w0 * residual[k];
      g1 += w1 * residual[k];
      g2 += w2 * residual[k];
      g3 += w3 * residual[k];
      h00 += w0 * gx;
      h10 += w1 * gx;
      h11 += w1 * gy;
      h20 += w2 * gx;
      h21 += w2 * gy;
      h22 += w2 * growth;
      h30 += w3 * gx;
      h31 += w3 * gy;
      h32 += w3 * growth;
      h33 += w3 * spin;
    }
    double[] gradient = {g0, g1, g2, g3};
    double[] lower = {h00, 0, 0, 0, h10, h11, 0, 0, h20, h21, h22, 0, h30, h31, h32, h33};
    System.arraycopy(gradient, 0, g, 0, g.length);
    System.arraycopy(lower, 0, h, 0, h.length);
    return square / weights;
  }

  /** Cholesky; the lower half of {@code h} is given. */
  private static double[] solve(double[] h, double[] g) {
    for (int p = 0; p < 4; p++) {
      for (int q = 0; q <= p; q++) {
        double sum = h[4 * p + q];
        for (int k = 0; k < q; k++) {
          sum -= h[4 * p + k] * h[4 * q + k];
        }
        if (p == q) {
          if (!(sum > 1e-6)) {
            return new double[0];
          }
          h[4 * p + p] = Math.sqrt(sum);
        } else {
          h[4 * p + q] = sum / h[4 * q + q];
        }
      }
    }
    double[] x = g.clone();
    for (int p = 0; p < 4; p++) {
      for (int k = 0; k < p; k++) {
        x[p] -= h[4 * p + k] * x[k];
      }
      x[p] /= h[4 * p + p];
    }
    for (int p = 3; p >= 0; p--) {
      for (int k = p + 1; k < 4; k++) {
        x[p] -= h[4 * k + p] * x[k];
      }
      x[p] /= h[4 * p + p];
    }
    return x;
  }

  private static double likeness(float[] a, float[] b, Samples s, Affine2 warp) {
    float[] r = new float[s.at().length];
    residuals(a, b, s, warp, r);
    double aa = 0;
    double bb = 0;
    double ab = 0;
    double ma = 0;
    double mb = 0;
    for (int k = 0; k < r.length; k++) {
      ma += a[s.at()[k]] / r.length;
      mb += (a[s.at()[k]] + r[k]) / r.length;
    }
    for (int k = 0; k < r.length; k++) {
      double x = a[s.at()[k]] - ma;
      double y = a[s.at()[k]] + r[k] - mb;
      aa += x * x;
      bb += y * y;
      ab += x * y;
    }
    return ab / Math.sqrt(Math.max(1e-12, aa * bb));
  }

  /** Cubic convolution; beyond the edge something near it, which no sample of a good fit sees. */
  private static float cubic(float[] v, double x, double y) {
    int s = SkinPatch.SIZE;
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    float tx = (float) (x - ix);
    float ty = (float) (y - iy);
    float a = ((-0.5f * tx + 1) * tx - 0.5f) * tx;
    float b = (1.5f * tx - 2.5f) * tx * tx + 1;
    float c = ((-1.5f * tx + 2) * tx + 0.5f) * tx;
    float d = (0.5f * tx - 0.5f) * tx * tx;
    if (ix < 1 || iy < 1 || ix > s - 3 || iy > s - 3) {
      ix = Math.max(1, Math.min(s - 3, ix));
      iy = Math.max(1, Math.min(s - 3, iy));
    }
    int i = (iy - 1) * s + ix - 1;
    float top = a * v[i] + b * v[i + 1] + c * v[i + 2] + d * v[i + 3];
    i += s;
    float upper = a * v[i] + b * v[i + 1] + c * v[i + 2] + d * v[i + 3];
    i += s;
    float lower = a * v[i] + b * v[i + 1] + c * v[i + 2] + d * v[i + 3];
    i += s;
    float low = a * v[i] + b * v[i + 1] + c * v[i + 2] + d * v[i + 3];
    return ((-0.5f * ty + 1) * ty - 0.5f) * ty * top
        + ((1.5f * ty - 2.5f) * ty * ty + 1) * upper
        + ((-1.5f * ty + 2) * ty + 0.5f) * ty * lower
        + (0.5f * ty - 0.5f) * ty * ty * low;
  }
}
