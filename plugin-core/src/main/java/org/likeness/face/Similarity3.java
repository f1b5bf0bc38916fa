package org.likeness.face;

import java.util.Arrays;

/**
 * A similarity of space, {@code p' = scale R p + t}.
 *
 * @param scale > 0
 * @param r rotation, nine numbers by rows
 * @param t three numbers
 */
public record Similarity3(double scale, double[] r, double[] t) {
  /**
   * The least-squares fit of one point set to another: S. Umeyama, "Least-squares estimation of
   * transformation parameters between two point patterns", 1991; the rotation by B. K. P. Horn's
   * unit quaternion, 1987, which needs no case for mirror images.
   *
   * @param from triples
   * @param to triples, as many
   * @param weight how much each point counts, >= 0, not all 0
   */
  public static Similarity3 fit(float[] from, float[] to, double[] weight) {
    int n = from.length / 3;
    double[] mf = mean(from, weight);
    double[] mt = mean(to, weight);
    double[] s = new double[9];
    double variance = 0;
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < 3; a++) {
        double f = from[3 * i + a] - mf[a];
        variance += weight[i] * f * f;
        for (int b = 0; b < 3; b++) {
          s[3 * a + b] += weight[i] * f * (to[3 * i + b] - mt[b]);
        }
      }
    }
    double[] r = rotation(s);
    double trace = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        trace += r[3 * b + a] * s[3 * a + b];
      }
    }
    double scale = trace / variance;
    double[] t = new double[3];
    for (int b = 0; b < 3; b++) {
      t[b] = mt[b] - scale * (r[3 * b] * mf[0] + r[3 * b + 1] * mf[1] + r[3 * b + 2] * mf[2]);
    }
    return new Similarity3(scale, r, t);
  }

  /** The fit in which all points count the same. */
  public static Similarity3 fit(float[] from, float[] to) {
    double[] weight = new double[from.length / 3];
    Arrays.fill(weight, 1);
    return fit(from, to, weight);
  }

  /** The image of a point. */
  public double[] map(double x, double y, double z) {
    double[] out = new double[3];
    for (int b = 0; b < 3; b++) {
      out[b] = scale * (r[3 * b] * x + r[3 * b + 1] * y + r[3 * b + 2] * z) + t[b];
    }
    return out;
  }

  private static double[] mean(float[] p, double[] weight) {
    double[] m = new double[3];
    double total = 0;
    for (int i = 0; i < weight.length; i++) {
      total += weight[i];
      for (int a = 0; a < 3; a++) {
        m[a] += weight[i] * p[3 * i + a];
      }
    }
    for (int a = 0; a < 3; a++) {
      m[a] /= total;
    }
    return m;
  }

  /** The rotation that brings the left sides of the cross-covariance {@code s} to the right. */
  private static double[] rotation(double[] s) {
    double[][] n = {
      {s[0] + s[4] + s[8], s[5] - s[7], s[6] - s[2], s[1] - s[3]},
      {s[5] - s[7], s[0] - s[4] - s[8], s[1] + s[3], s[6] + s[2]},
      {s[6] - s[2], s[1] + s[3], -s[0] + s[4] - s[8], s[5] + s[7]},
      {s[1] - s[3], s[6] + s[2], s[5] + s[7], -s[0] - s[4] + s[8]}
    };
    double[] q = largestEigenvector(n);
    double w = q[0];
    double x = q[1];
    double y = q[2];
    double z = q[3];
    return new double[] {
      w * w + x * x - y * y - z * z,
      2 * (x * y - w * z),
      2 * (x * z + w * y),
      2 * (x * y + w * z),
      w * w - x * x + y * y - z * z,
      2 * (y * z - w * x),
      2 * (x * z - w * y),
      2 * (y * z + w * x),
      w * w - x * x - y * y + z * z
    };
  }

  /**
   * Cyclic Jacobi; StrictMath is not needed: only + - * / and square root, which are exact IEEE.
   */
  private static double[] largestEigenvector(double[][] a) {
    int n = a.length;
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < 30; sweep++) {
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          if (a[p][q] != 0) {
            rotate(a, v, p, q);
          }
        }
      }
    }
    int best = 0;
    for (int i = 1; i < n; i++) {
      if (a[i][i] > a[best][best]) {
        best = i;
      }
    }
    double[] out = new double[n];
    double length = 0;
    for (int i = 0; i < n; i++) {
      out[i] = v[i][best];
      length += out[i] * out[i];
    }
    for (int i = 0; i < n; i++) {
      out[i] /= Math.sqrt(length);
    }
    return out;
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < a.length; k++) {
      double pk = a[p][k];
      double qk = a[q][k];
      a[p][k] = c * pk - s * qk;
      a[q][k] = s * pk + c * qk;
      double vp = v[k][p];
      double vq = v[k][q];
      v[k][p] = c * vp - s * vq;
      v[k][q] = s * vp + c * vq;
    }
  }
}
