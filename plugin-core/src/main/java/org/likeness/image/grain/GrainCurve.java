package org.likeness.image.grain;

import java.util.List;

/** The variance of a channel's grain by brightness. */
final class GrainCurve {
  private static final int BINS = GrainModel.BINS;

  /** By how much of itself the variance of one block is off. */
  private static final double OFF = 0.08;

  /** By how much of itself what is measured may be off for each share of structure too much. */
  private static final double DOUBT = 0.6;

  /** By how much of itself the common curve may be off. */
  private static final double CURVE_OFF = 0.03;

  /** Half stops beyond the brightest known one over which the common curve is trusted. */
  private static final int BEYOND = 6;

  private GrainCurve() {}

  /**
   * What some blocks of one brightness say.
   *
   * @param bin half stop
   * @param light of the blocks
   * @param variance of their grain
   * @param blocks how many
   * @param doubt 0 where they hold grain alone; how much more structure they hold than that, over
   *     the grain's own
   */
  record Point(int bin, double light, double variance, double blocks, double doubt) {
    /** Square of the share by which the variance may be off. */
    double off() {
      return OFF * OFF / blocks + DOUBT * DOUBT * doubt * doubt;
    }
  }

  /**
   * A curve through points: what is measured where that is sure, and what all points say together
   * elsewhere. Texture only ever adds, so that a point over the common curve has less of a say.
   *
   * @return by half stop
   */
  static double[] of(List<Point> points) {
    double[] fit = line(points);
    double[] sum = new double[BINS];
    double[] weight = new double[BINS];
    for (Point p : points) {
      double there = at(fit, p.light());
      double w = 1 / p.off();
      weight[p.bin()] += w;
      // At the middle of its half stop.
      sum[p.bin()] += w * (there > 0 ? p.variance() / there : 1);
    }
    double[] out = new double[BINS];
    double sure = 1 / (CURVE_OFF * CURVE_OFF);
    boolean[] known = new boolean[BINS];
    for (int i = 0; i < BINS; i++) {
      known[i] = weight[i] > 0;
      out[i] = known[i] ? at(fit, light(i)) * (sum[i] + sure) / (weight[i] + sure) : 0;
    }
    fill(out, known, fit);
    return out;
  }

  /**
   * Read noise and shot noise: a variance that grows with the light (A. Foi and others, "Practical
   * Poissonian-Gaussian noise modeling", 2008), each at least 0.
   *
   * @return read noise, and shot noise by light
   */
  static double[] line(List<Point> points) {
    double[] fit = {0, 0};
    for (int pass = 0; pass < 20; pass++) {
      fit = line(points, fit, pass == 0);
    }
    return fit;
  }

  private static double[] line(List<Point> points, double[] before, boolean first) {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double av = 0;
    double bv = 0;
    for (Point p : points) {
      double is = first ? p.variance() : at(before, p.light());
      double over = first ? 0 : Math.max(0, p.variance() / Math.max(1e-300, is) - 1);
      // A measure is off by a share of itself.
      double off = Math.max(1e-24, is * is) * (p.off() + CURVE_OFF * CURVE_OFF + over * over);
      double w = 1 / off;
      aa += w;
      ab += w * p.light();
      bb += w * p.light() * p.light();
      av += w * p.variance();
      bv += w * p.variance() * p.light();
    }
    double det = aa * bb - ab * ab;
    double a = det > 1e-9 * aa * bb ? (av * bb - bv * ab) / det : av / Math.max(1e-300, aa);
    double b = det > 1e-9 * aa * bb ? (bv * aa - av * ab) / det : 0;
    if (b < 0) {
      b = 0;
      a = av / aa;
    } else if (a < 0) {
      a = 0;
      b = bv / bb;
    }
    return new double[] {a, b};
  }

  /** Of a line at some light. */
  static double at(double[] fit, double light) {
    return fit[0] + fit[1] * Math.max(0, light);
  }

  private static double light(int bin) {
    return StrictMath.pow(2, GrainModel.DARKEST + bin / 2.0);
  }

  /**
   * Between what is known along a line, beyond the brightest as the common curve goes on, below the
   * darkest as that does.
   */
  private static void fill(double[] v, boolean[] known, double[] fit) {
    int before = -1;
    for (int i = 0; i < v.length; i++) {
      if (!known[i]) {
        continue;
      }
      double here = at(fit, light(i));
      for (int k = before + 1; k < i; k++) {
        double t = before < 0 ? 1 : (k - before) / (double) (i - before);
        v[k] =
            before >= 0
                ? v[before] + t * (v[i] - v[before])
                : here > 0 ? v[i] * at(fit, light(k)) / here : v[i];
      }
      before = i;
    }
    double last = before < 0 ? 0 : at(fit, light(before));
    for (int k = before + 1; before >= 0 && k < v.length; k++) {
      double there = at(fit, light(Math.min(k, before + BEYOND)));
      v[k] = last > 0 ? v[before] * there / last : v[before];
    }
  }
}
