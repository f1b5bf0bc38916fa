package org.likeness.pipeline.evaluate;

import java.util.List;

/**
 * How much points tremble and how far they trail behind. A sequence is one array a frame, x and y
 * in turn, in pixels.
 */
final class Steadiness {
  private Steadiness() {}

  /**
   * The root of the mean square length of the second difference, p(t-1) - 2 p(t) + p(t+1), over all
   * points and frames: pixels. Of white noise it is 2.45 times the noise's own length.
   */
  static double jitter(List<double[]> points) {
    double sum = 0;
    long n = 0;
    for (int t = 1; t + 1 < points.size(); t++) {
      double s = square(points, t);
      if (!Double.isNaN(s)) {
        sum += s;
        n++;
      }
    }
    return Math.sqrt(sum / n);
  }

  /** Mean square length of the second difference at one frame; NaN beside a frame left out. */
  static double square(List<double[]> points, int t) {
    double[] a = points.get(t - 1);
    double[] b = points.get(t);
    double[] c = points.get(t + 1);
    if (a.length == 0 || b.length == 0 || c.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      double d = a[i] - 2 * b[i] + c[i];
      sum += d * d;
    }
    return 2 * sum / b.length;
  }

  /**
   * Mean square distance of points from the cubic through the two frames before and the two after:
   * what no head does, since a cubic over five frames follows its movements up to some 4 Hz. Of
   * white noise it is 1.94 times the noise's own square. NaN beside a frame left out.
   */
  static double roughness(List<double[]> points, int t) {
    if (t < 2 || t + 2 >= points.size()) {
      return Double.NaN;
    }
    double[][] p = new double[5][];
    for (int i = 0; i < 5; i++) {
      p[i] = points.get(t - 2 + i);
      if (p[i].length == 0) {
        return Double.NaN;
      }
    }
    double sum = 0;
    for (int i = 0; i < p[2].length; i++) {
      double d = p[2][i] - (4 * (p[1][i] + p[3][i]) - p[0][i] - p[4][i]) / 6;
      sum += d * d;
    }
    return 2 * sum / p[2].length;
  }

  /** Mean speed at a frame, pixels a frame, from the frames before and after. */
  static double speed(List<double[]> points, int t) {
    double sum = 0;
    double[] v = velocity(points, t);
    for (int i = 0; i < v.length; i += 2) {
      sum += Math.hypot(v[i], v[i + 1]);
    }
    return v.length == 0 ? Double.NaN : 2 * sum / v.length;
  }

  /** Velocity of each coordinate at a frame; of length 0 where a neighbour is missing. */
  static double[] velocity(List<double[]> points, int t) {
    int from = Math.max(0, t - 1);
    int to = Math.min(points.size() - 1, t + 1);
    double[] a = points.get(from);
    double[] b = points.get(to);
    if (a.length == 0 || b.length == 0 || to == from) {
      return new double[0];
    }
    double[] v = new double[a.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = (b[i] - a[i]) / (to - from);
    }
    return v;
  }

  /**
   * How far points lie behind others along the others' motion at a frame: pixels, positive behind.
   *
   * @param is the points to judge
   * @param motion points that give the motion, and that they should lie upon
   */
  static double behind(List<double[]> is, List<double[]> should, List<double[]> motion, int t) {
    double[] v = velocity(motion, t);
    double[] a = is.get(t);
    double[] b = should.get(t);
    if (v.length == 0 || a.length == 0 || b.length == 0) {
      return Double.NaN;
    }
    double along = 0;
    double length = 0;
    for (int i = 0; i < v.length; i += 2) {
      along += (b[i] - a[i]) * v[i] + (b[i + 1] - a[i + 1]) * v[i + 1];
      length += Math.hypot(v[i], v[i + 1]);
    }
    return along / length;
  }

  /** Index of the frame of the fastest motion. */
  static int fastest(List<double[]> points) {
    int best = 0;
    double most = -1;
    for (int t = 0; t < points.size(); t++) {
      double s = speed(points, t);
      if (s > most) {
        most = s;
        best = t;
      }
    }
    return best;
  }

  /** The middle of some numbers, NaN left out. */
  static double median(List<Double> v) {
    double[] s = v.stream().mapToDouble(d -> d).filter(d -> !Double.isNaN(d)).sorted().toArray();
    return s.length == 0 ? Double.NaN : s[s.length / 2];
  }

  static double rootMeanSquare(List<Double> v) {
    return Math.sqrt(v.stream().mapToDouble(d -> d * d).average().orElse(Double.NaN));
  }
}
