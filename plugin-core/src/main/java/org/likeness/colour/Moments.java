package org.likeness.colour;

/**
 * Weighted mean and covariance of colours.
 *
 * @param mean three means
 * @param covariance 3x3, row-major
 * @param weight sum of the weights; 0 where nothing was counted
 */
record Moments(double[] mean, double[] covariance, double weight) {
  /** Of three channels; pixels that are not finite are not counted. */
  static Moments of(float[][] rgb, float[] weight) {
    double[] sum = new double[3];
    double total = 0;
    for (int i = 0; i < weight.length; i++) {
      if (counts(rgb, weight, i)) {
        total += weight[i];
        for (int c = 0; c < 3; c++) {
          sum[c] += (double) weight[i] * rgb[c][i];
        }
      }
    }
    double[] cov = new double[9];
    if (!(total > 0)) {
      return new Moments(sum, cov, 0);
    }
    for (int c = 0; c < 3; c++) {
      sum[c] /= total;
    }
    for (int i = 0; i < weight.length; i++) {
      if (counts(rgb, weight, i)) {
        for (int a = 0; a < 3; a++) {
          for (int b = 0; b <= a; b++) {
            cov[3 * a + b] += weight[i] * (rgb[a][i] - sum[a]) * (rgb[b][i] - sum[b]);
          }
        }
      }
    }
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b <= a; b++) {
        cov[3 * a + b] /= total;
        cov[3 * b + a] = cov[3 * a + b];
      }
    }
    return new Moments(sum, cov, total);
  }

  static boolean counts(float[][] rgb, float[] weight, int i) {
    return weight[i] > 0f && Float.isFinite(rgb[0][i] + rgb[1][i] + rgb[2][i]);
  }

  /** Covariance with a little added, so that a flat picture has an inverse. */
  private double[] steady(double floor) {
    double[] c = covariance.clone();
    for (int i = 0; i < 9; i += 4) {
      c[i] += floor;
    }
    return c;
  }

  /**
   * The matrix that gives colours of this covariance another one: {@code to^½ this^-½}, or the one
   * of least displacement, {@code this^-½ (this^½ to this^½)^½ this^-½}. No direction is stretched
   * or shrunk by more than {@code most}.
   */
  double[] matrixTo(Moments to, boolean least, double most) {
    double floor = 1e-4 * (trace() + to.trace()) / 3 + 1e-12;
    double[] f = steady(floor);
    double[] p = to.steady(floor);
    double[] half = Symmetric3.map(f, v -> Math.sqrt(Math.max(0, v)));
    double[] back = Symmetric3.map(f, v -> 1 / Math.sqrt(Math.max(floor, v)));
    double[] m;
    if (least) {
      double[] inner = Matrix3.multiply(half, Matrix3.multiply(p, half));
      double[] root = Symmetric3.map(inner, v -> Math.sqrt(Math.max(0, v)));
      m = Matrix3.multiply(back, Matrix3.multiply(root, back));
    } else {
      m = Matrix3.multiply(Symmetric3.map(p, v -> Math.sqrt(Math.max(0, v))), back);
    }
    // Polar: m = turn · stretch; only the stretch is held in bounds.
    double[] square = Matrix3.multiply(Symmetric3.transposed(m), m);
    double[] change =
        Symmetric3.map(
            square,
            v -> {
              double s = Math.sqrt(Math.max(1e-12, v));
              return Math.min(most, Math.max(1 / most, s)) / s;
            });
    return Matrix3.multiply(m, change);
  }

  private double trace() {
    return covariance[0] + covariance[4] + covariance[8];
  }
}
