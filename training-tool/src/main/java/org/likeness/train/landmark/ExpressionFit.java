package org.likeness.train.landmark;

import java.util.List;
import java.util.Locale;
import org.likeness.train.net.ParameterSet;

/**
 * Sets the layers that tell the expression: the least squares of the units over the points' places
 * and the code, with a small ridge. What moves a lid by a hundredth of the crop is found at once by
 * a solved equation, and hardly ever by steps along a gradient.
 */
final class ExpressionFit {
  private static final int SAMPLES = 12_000;

  /** Of few pictures no more samples are made than so many of each. */
  private static final int OF_EACH = 6;

  /** Ridge of a feature, in its own variances. */
  private static final double RIDGE = 3e-3;

  private static final int FROM_PLACES = 2 * LandmarkNet.POINTS;
  private static final int FEATURES = FROM_PLACES + LandmarkNet.CODE;

  private ExpressionFit() {}

  /**
   * Fits on samples whose crops are placed as well as a second look places them, and writes the
   * layers into weights and averaged weights.
   *
   * @return mean square error over the units
   */
  static String fit(
      LandmarkTrainer trainer, List<LandmarkPicture> pictures, LandmarkConfig config) {
    LandmarkSamples samples = new LandmarkSamples(pictures, config.wellPlaced());
    int n = FEATURES + 1;
    double[][] a = new double[n][n + LandmarkNet.UNITS];
    double[] square = new double[LandmarkNet.UNITS];
    int count = 0;
    int most = Math.min(SAMPLES, OF_EACH * pictures.size());
    for (long i = 0; count < most; i++) {
      LandmarkBatch b = samples.make(i);
      LandmarkNet.Output<float[]> made = trainer.show(b);
      for (int s = 0; s < b.count(); s++) {
        double[] f = new double[n];
        for (int k = 0; k < FROM_PLACES; k++) {
          f[k] = made.places()[s * FROM_PLACES + k];
        }
        for (int k = 0; k < LandmarkNet.CODE; k++) {
          f[FROM_PLACES + k] = made.code()[s * LandmarkNet.CODE + k];
        }
        f[FEATURES] = 1;
        for (int p = 0; p < n; p++) {
          for (int q = 0; q < n; q++) {
            a[p][q] += f[p] * f[q];
          }
          for (int u = 0; u < LandmarkNet.UNITS; u++) {
            a[p][n + u] += f[p] * b.expression()[s * LandmarkNet.UNITS + u];
          }
        }
        for (int u = 0; u < LandmarkNet.UNITS; u++) {
          double t = b.expression()[s * LandmarkNet.UNITS + u];
          square[u] += t * t;
        }
        count++;
      }
    }
    double[][] moments = new double[n][];
    for (int p = 0; p < n; p++) {
      moments[p] = a[p].clone();
    }
    for (int p = 0; p < FEATURES; p++) {
      double mean = a[p][FEATURES] / count;
      a[p][p] += RIDGE * (a[p][p] - count * mean * mean) + 1e-9;
    }
    solve(a, n);
    write(trainer, a, n);
    return String.format(Locale.ROOT, "%.5f", error(a, moments, square, n, count));
  }

  /** Gauss and Jordan with pivots on the diagonal; the matrix is positive definite. */
  private static void solve(double[][] a, int n) {
    for (int p = 0; p < n; p++) {
      for (int q = 0; q < n; q++) {
        if (q != p) {
          double f = a[q][p] / a[p][p];
          for (int k = p; k < a[p].length; k++) {
            a[q][k] -= f * a[p][k];
          }
        }
      }
    }
    for (int p = 0; p < n; p++) {
      for (int k = n; k < a[p].length; k++) {
        a[p][k] /= a[p][p];
      }
    }
  }

  /** From the moments: t't - 2 w'f't + w'f'f w. */
  private static double error(double[][] a, double[][] moments, double[] square, int n, int count) {
    double sum = 0;
    for (int u = 0; u < LandmarkNet.UNITS; u++) {
      sum += square[u];
      for (int p = 0; p < n; p++) {
        sum -= 2 * a[p][n + u] * moments[p][n + u];
        for (int q = 0; q < n; q++) {
          sum += a[p][n + u] * a[q][n + u] * moments[p][q];
        }
      }
    }
    return sum / count / LandmarkNet.UNITS;
  }

  private static void write(LandmarkTrainer trainer, double[][] a, int n) {
    ParameterSet.Spec places = LandmarkTrainer.SET.spec(LandmarkNet.EXPRESSION_PLACES + ".weight");
    ParameterSet.Spec placesBias =
        LandmarkTrainer.SET.spec(LandmarkNet.EXPRESSION_PLACES + ".bias");
    ParameterSet.Spec code = LandmarkTrainer.SET.spec(LandmarkNet.EXPRESSION_CODE + ".weight");
    ParameterSet.Spec codeBias = LandmarkTrainer.SET.spec(LandmarkNet.EXPRESSION_CODE + ".bias");
    for (float[] w : trainer.learnt()) {
      for (int u = 0; u < LandmarkNet.UNITS; u++) {
        for (int k = 0; k < FROM_PLACES; k++) {
          w[places.offset() + u * FROM_PLACES + k] = (float) a[k][n + u];
        }
        for (int k = 0; k < LandmarkNet.CODE; k++) {
          w[code.offset() + u * LandmarkNet.CODE + k] = (float) a[FROM_PLACES + k][n + u];
        }
        w[placesBias.offset() + u] = (float) a[FEATURES][n + u];
        w[codeBias.offset() + u] = 0;
      }
    }
  }
}
