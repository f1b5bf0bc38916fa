package org.likeness.pipeline.grade;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Makes a model of what blocks measured. */
final class GrainFit {
  private static final int BINS = GrainModel.BINS;
  private static final int REACH = GrainModel.REACH;
  private static final int SIDE = GrainModel.SIDE;

  /** Side of the grid on which spectra are taken. */
  private static final int GRID = 32;

  /** Blocks that a half stop needs. */
  private static final int LEAST = 2;

  private GrainFit() {}

  static GrainModel of(List<GrainBlock> flat) {
    GrainPurity green = GrainPurity.of(flat, 1);
    List<GrainBlock> purest = green.purest(flat);
    GrainPurity[] own = {GrainPurity.of(flat, 0), green, GrainPurity.of(flat, 2)};
    double[][] variance = new double[3][];
    float[][] kernel = new float[3][];
    for (int c = 0; c < 3; c++) {
      GrainPurity purity = own[c];
      double[] shape = shape(purest, c);
      for (GrainBlock b : flat) {
        b.explainBy(shape, c);
      }
      variance[c] = byLight(flat, b -> Math.max(green.doubt(b), purity.doubt(b)), c);
      kernel[c] = kernel(shape);
    }
    return new GrainModel(variance, kernel, together(purest));
  }

  /**
   * Mean variance of each half stop; between those that are known along a line, beyond the
   * brightest as the common curve goes on, below the darkest as there.
   */
  private static double[] byLight(
      List<GrainBlock> flat, ToDoubleFunction<GrainBlock> doubts, int c) {
    double[] sum = new double[BINS];
    double[] count = new double[BINS];
    double[] doubt = new double[BINS];
    for (GrainBlock b : flat) {
      // A block speaks for the two half stops that it lies between.
      double at = GrainModel.bin(b.mean()[c]);
      int low = (int) Math.min(BINS - 2.0, at);
      double t = at - low;
      doubt[low] += (1 - t) * doubts.applyAsDouble(b);
      doubt[low + 1] += t * doubts.applyAsDouble(b);
      sum[low] += (1 - t) * b.variance()[c];
      count[low] += 1 - t;
      sum[low + 1] += t * b.variance()[c];
      count[low + 1] += t;
    }
    for (int i = 0; i < BINS; i++) {
      double d = count[i] > 0 ? doubt[i] / count[i] : 1;
      doubt[i] = d * d;
    }
    double[] fit = shrink(sum, count, doubt);
    double[] out = new double[BINS];
    boolean[] known = new boolean[BINS];
    boolean any = false;
    for (int i = 0; i < BINS; i++) {
      known[i] = count[i] >= LEAST;
      any |= known[i];
    }
    for (int i = 0; i < BINS && !any; i++) {
      known[i] = count[i] > 0;
    }
    for (int i = 0; i < BINS; i++) {
      out[i] = known[i] ? sum[i] / count[i] : 0;
    }
    fill(out, known, fit);
    return out;
  }

  /**
   * Few blocks are drawn to what all of them say together: a variance that grows with the light,
   * read noise and shot noise (A. Foi and others, "Practical Poissonian-Gaussian noise modeling",
   * 2008), each at least 0. Half stops whose blocks hold more than grain have less of a say in it,
   * and are drawn to it more.
   *
   * @return read noise, and shot noise by light
   */
  private static double[] shrink(double[] sum, double[] count, double[] doubt) {
    double[] fit = {0, 0};
    for (int pass = 0; pass < 20; pass++) {
      double aa = 0;
      double ab = 0;
      double bb = 0;
      double av = 0;
      double bv = 0;
      for (int i = 0; i < BINS; i++) {
        if (count[i] > 0) {
          double light = light(i);
          double v = sum[i] / count[i];
          double is = pass == 0 ? v : fit[0] + fit[1] * light;
          // A measure is off by a share of itself.
          double w = count[i] / Math.max(1e-24, is * is) / doubt[i] / excess(v, is);
          aa += w;
          ab += w * light;
          bb += w * light * light;
          av += w * v;
          bv += w * v * light;
        }
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
      fit = new double[] {a, b};
    }
    for (int i = 0; i < BINS; i++) {
      if (count[i] > 0) {
        double wanted = sum[i] / count[i];
        double pull = SHRINK * doubt[i];
        double drawn =
            (count[i] * wanted + pull * (fit[0] + fit[1] * light(i))) / (count[i] + pull);
        sum[i] = drawn * count[i];
      }
    }
    return fit;
  }

  /** Texture only ever adds: what lies over the common curve has less of a say the more it does. */
  private static double excess(double variance, double curve) {
    double over = curve > 0 ? Math.max(1, variance / curve) : 1;
    double square = over * over;
    return square * square * square * square;
  }

  private static double light(int bin) {
    return StrictMath.pow(2, GrainModel.DARKEST + bin / 2.0);
  }

  /** As many blocks as the common curve is worth in each half stop. */
  private static final double SHRINK = 12;

  /** Half stops beyond the brightest known one over which the common curve is trusted. */
  private static final int BEYOND = 6;

  private static void fill(double[] v, boolean[] known, double[] fit) {
    int before = -1;
    for (int i = 0; i < v.length; i++) {
      if (!known[i]) {
        continue;
      }
      for (int k = before + 1; k < i; k++) {
        double t = before < 0 ? 1 : (k - before) / (double) (i - before);
        v[k] = before < 0 ? v[i] : v[before] + t * (v[i] - v[before]);
      }
      before = i;
    }
    double last = before < 0 ? 0 : fit[0] + fit[1] * light(before);
    for (int k = before + 1; before >= 0 && k < v.length; k++) {
      double there = fit[0] + fit[1] * light(Math.min(k, before + BEYOND));
      v[k] = last > 0 ? v[before] * there / last : v[before];
    }
  }

  /** Mean covariance with neighbours over the variance. */
  private static double[] shape(List<GrainBlock> flat, int c) {
    double[] out = new double[SIDE * SIDE];
    double total = 0;
    for (GrainBlock b : flat) {
      double v = b.variance()[c];
      if (v > 0) {
        total++;
        for (int i = 0; i < out.length; i++) {
          out[i] += b.neighbours()[c][i] / v;
        }
      }
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = total > 0 ? out[i] / total : i == out.length / 2 ? 1 : 0;
    }
    // Grain knows no left and right.
    double[] even = new double[out.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        even[y * SIDE + x] = (out[y * SIDE + x] + out[y * SIDE + SIDE - 1 - x]) / 2;
      }
    }
    return even;
  }

  /**
   * The filter without phase whose square is the spectrum of a covariance (N. Wiener and A.
   * Khinchin).
   */
  private static float[] kernel(double[] shape) {
    double[] amplitude = new double[GRID * GRID];
    for (int v = 0; v < GRID; v++) {
      for (int u = 0; u < GRID; u++) {
        double sum = 0;
        for (int dy = -REACH; dy <= REACH; dy++) {
          for (int dx = -REACH; dx <= REACH; dx++) {
            sum += shape[(dy + REACH) * SIDE + dx + REACH] * wave(u * dx + v * dy);
          }
        }
        amplitude[v * GRID + u] = sum;
      }
    }
    calm(amplitude);
    for (int i = 0; i < amplitude.length; i++) {
      amplitude[i] = Math.sqrt(Math.max(0, amplitude[i]));
    }
    double[] k = new double[SIDE * SIDE];
    double squares = 0;
    for (int dy = -REACH; dy <= REACH; dy++) {
      for (int dx = -REACH; dx <= REACH; dx++) {
        double sum = 0;
        for (int v = 0; v < GRID; v++) {
          for (int u = 0; u < GRID; u++) {
            sum += amplitude[v * GRID + u] * wave(u * dx + v * dy);
          }
        }
        k[(dy + REACH) * SIDE + dx + REACH] = sum;
        squares += sum * sum;
      }
    }
    float[] out = new float[k.length];
    for (int i = 0; i < k.length; i++) {
      out[i] = squares > 0 ? (float) (k[i] / Math.sqrt(squares)) : 0f;
    }
    return out;
  }

  /**
   * Draws what trembles to the mean of all waves of its length. No power is under 0: what is tells
   * how much the measure trembles; where the directions differ by more than that, they stay.
   */
  private static void calm(double[] power) {
    double tremble = 0;
    int n = 0;
    for (double p : power) {
      if (p < 0) {
        tremble += p * p;
        n++;
      }
    }
    tremble = n == 0 ? 0 : tremble / n;
    double[][] ring = new double[GRID][3];
    for (int i = 0; i < power.length; i++) {
      double[] r = ring[ring(i)];
      r[0]++;
      r[1] += power[i];
      r[2] += power[i] * power[i];
    }
    for (int i = 0; i < power.length; i++) {
      double[] r = ring[ring(i)];
      double mean = r[1] / r[0];
      double differ = r[2] / r[0] - mean * mean;
      double keep = differ > tremble ? 1 - tremble / differ : 0;
      power[i] = mean + keep * (power[i] - mean);
    }
  }

  private static int ring(int i) {
    int u = Math.min(i % GRID, GRID - i % GRID);
    int v = Math.min(i / GRID, GRID - i / GRID);
    return (int) Math.round(Math.hypot(u, v));
  }

  private static final double[] WAVE = new double[GRID];

  static {
    for (int i = 0; i < GRID; i++) {
      WAVE[i] = StrictMath.cos(2 * Math.PI * i / GRID);
    }
  }

  private static double wave(int steps) {
    return WAVE[Math.floorMod(steps, GRID)];
  }

  /** Cholesky's lower triangle of the correlation of the channels. */
  private static double[] together(List<GrainBlock> flat) {
    double[] r = new double[9];
    double total = 0;
    for (GrainBlock b : flat) {
      double[] c = b.channels();
      if (c[0] > 0 && c[4] > 0 && c[8] > 0) {
        total++;
        for (int i = 0; i < 9; i++) {
          r[i] += c[i] / Math.sqrt(c[4 * (i / 3)] * c[4 * (i % 3)]);
        }
      }
    }
    if (total == 0) {
      return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }
    double a = r[3] / total;
    double b = r[6] / total;
    double d = Math.sqrt(Math.max(1e-9, 1 - a * a));
    double e = (r[7] / total - a * b) / d;
    double f = Math.sqrt(Math.max(0, 1 - b * b - e * e));
    // Of full length whatever rounding did: each channel keeps its variance.
    double second = Math.sqrt(a * a + d * d);
    double third = Math.sqrt(b * b + e * e + f * f);
    return new double[] {1, 0, 0, a / second, d / second, 0, b / third, e / third, f / third};
  }
}
