package org.likeness.face;

/**
 * Smoothing without lag: the value, at its own time, of a parabola fitted to the values around it,
 * weighted by nearness and confidence (A. Savitzky and M. Golay, "Smoothing and differentiation of
 * data by simplified least squares procedures", 1964, with Gaussian weights). A parabola follows
 * speed and acceleration.
 */
final class SmoothKernel {
  private SmoothKernel() {}

  /**
   * What each value adds to the fit's value at time 0: the first row of (AᵀWA)⁻¹AᵀW with columns 1,
   * t, t². With fewer than five values a line, with fewer than three the value at time 0 itself.
   *
   * @param t times in frames, one of them 0
   * @param sure how much to trust each, at least 0; at least one above
   * @param sigma width of the weights in frames, > 0
   */
  static double[] of(double[] t, double[] sure, double sigma) {
    int n = t.length;
    int known = 0;
    for (double s : sure) {
      known += s > 0 ? 1 : 0;
    }
    int terms = known >= 5 ? 3 : known >= 3 ? 2 : 1;
    double[] w = new double[n];
    for (int k = 0; k < n; k++) {
      w[k] = sure[k] * Math.exp(-t[k] * t[k] / (2 * sigma * sigma));
      if (terms == 1 && t[k] != 0) {
        w[k] = 0;
      }
    }
    double[] first = solveFirst(normal(t, w, terms));
    double[] out = new double[n];
    for (int k = 0; k < n; k++) {
      double power = 1;
      for (int j = 0; j < terms; j++) {
        out[k] += first[j] * power * w[k];
        power *= t[k];
      }
    }
    return out;
  }

  private static double[][] normal(double[] t, double[] w, int terms) {
    double[][] a = new double[terms][terms];
    for (int k = 0; k < t.length; k++) {
      double power = w[k];
      for (int sum = 0; sum <= 2 * terms - 2; sum++) {
        for (int i = Math.max(0, sum - terms + 1); i <= Math.min(sum, terms - 1); i++) {
          a[i][sum - i] += power;
        }
        power *= t[k];
      }
    }
    return a;
  }

  /** Solves a x = (1, 0, ...) by elimination; {@code a} is positive definite. */
  private static double[] solveFirst(double[][] a) {
    int n = a.length;
    double[] b = new double[n];
    b[0] = 1;
    for (int p = 0; p < n; p++) {
      for (int r = p + 1; r < n; r++) {
        double f = a[r][p] / a[p][p];
        for (int c = p; c < n; c++) {
          a[r][c] -= f * a[p][c];
        }
        b[r] -= f * b[p];
      }
    }
    for (int r = n - 1; r >= 0; r--) {
      for (int c = r + 1; c < n; c++) {
        b[r] -= a[r][c] * b[c];
      }
      b[r] /= a[r][r];
    }
    return b;
  }
}
