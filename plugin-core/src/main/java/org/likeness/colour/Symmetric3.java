package org.likeness.colour;

import java.util.function.DoubleUnaryOperator;

/** Symmetric 3x3 matrices, row-major: functions of them through their eigenvectors. */
final class Symmetric3 {
  private static final int SWEEPS = 24;

  private Symmetric3() {}

  /** Applies a function to the eigenvalues, which Jacobi's rotations find. */
  static double[] map(double[] symmetric, DoubleUnaryOperator of) {
    double[] a = symmetric.clone();
    double[] v = Matrix3.diagonal(1, 1, 1);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < 2; p++) {
        for (int q = p + 1; q < 3; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    double[] d =
        Matrix3.diagonal(of.applyAsDouble(a[0]), of.applyAsDouble(a[4]), of.applyAsDouble(a[8]));
    return Matrix3.multiply(v, Matrix3.multiply(d, transposed(v)));
  }

  private static void rotate(double[] a, double[] v, int p, int q) {
    double off = a[3 * p + q];
    if (Math.abs(off) < 1e-300) {
      return;
    }
    double theta = (a[4 * q] - a[4 * p]) / (2 * off);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    double[] j = Matrix3.diagonal(1, 1, 1);
    j[4 * p] = c;
    j[4 * q] = c;
    j[3 * p + q] = s;
    j[3 * q + p] = -s;
    System.arraycopy(Matrix3.multiply(transposed(j), Matrix3.multiply(a, j)), 0, a, 0, 9);
    System.arraycopy(Matrix3.multiply(v, j), 0, v, 0, 9);
  }

  static double[] transposed(double[] m) {
    return new double[] {m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]};
  }
}
