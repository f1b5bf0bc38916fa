package org.likeness.pipeline.evaluate;

import org.likeness.image.Affine2;

/**
 * The 112-pixel crop that recognition networks of the ArcFace family expect: eyes, nose tip and
 * mouth corners brought to fixed places by a similarity (least squares, as Umeyama 1991 without
 * reflection).
 */
final class FivePoints {
  static final int SIZE = 112;

  /** Places of the five points, in pixels whose first centre is (0, 0). */
  private static final double[] TEMPLATE = {
    38.2946, 51.6963, 73.5318, 51.5014, 56.0252, 71.7366, 41.5493, 92.3655, 70.7299, 92.2041
  };

  private FivePoints() {}

  /**
   * The map from picture to crop.
   *
   * @param landmarks68 iBUG order, x and y in turn, first pixel's centre at (0.5, 0.5)
   */
  static Affine2 crop(double[] landmarks68) {
    double[] p = new double[10];
    mean(landmarks68, 36, 42, p, 0);
    mean(landmarks68, 42, 48, p, 2);
    mean(landmarks68, 30, 31, p, 4);
    mean(landmarks68, 48, 49, p, 6);
    mean(landmarks68, 54, 55, p, 8);
    double[] q = new double[10];
    for (int i = 0; i < 10; i++) {
      q[i] = TEMPLATE[i] + 0.5;
    }
    return fit(p, q);
  }

  private static void mean(double[] points, int from, int to, double[] out, int at) {
    for (int i = from; i < to; i++) {
      out[at] += points[2 * i] / (to - from);
      out[at + 1] += points[2 * i + 1] / (to - from);
    }
  }

  /** The similarity that brings p nearest to q. */
  static Affine2 fit(double[] p, double[] q) {
    int n = p.length / 2;
    double px = 0;
    double py = 0;
    double qx = 0;
    double qy = 0;
    for (int i = 0; i < n; i++) {
      px += p[2 * i] / n;
      py += p[2 * i + 1] / n;
      qx += q[2 * i] / n;
      qy += q[2 * i + 1] / n;
    }
    double a = 0;
    double b = 0;
    double square = 0;
    for (int i = 0; i < n; i++) {
      double x = p[2 * i] - px;
      double y = p[2 * i + 1] - py;
      double u = q[2 * i] - qx;
      double v = q[2 * i + 1] - qy;
      a += x * u + y * v;
      b += x * v - y * u;
      square += x * x + y * y;
    }
    a /= square;
    b /= square;
    return new Affine2(a, -b, qx - a * px + b * py, b, a, qy - b * px - a * py);
  }
}
