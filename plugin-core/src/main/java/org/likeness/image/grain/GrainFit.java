package org.likeness.image.grain;

import java.util.ArrayList;
import java.util.List;

/** Makes a model of what frames say. */
final class GrainFit {
  private static final int REACH = GrainModel.REACH;
  private static final int SIDE = GrainModel.SIDE;

  /** Side of the grid on which spectra are taken. */
  private static final int GRID = 32;

  /** Blocks without which a plate counts as one without a flat part. */
  private static final int LEAST = 8;

  /** A brightness counts as pure where its structure is at most so many times the least one. */
  private static final double NEAR = 1.5;

  /** With so much more structure than the least one it has half the say in the shape. */
  private static final double HALF = 0.12;

  private GrainFit() {}

  /** A channel's model: its curve of variances, and its kernel. */
  private record Channel(double[] variance, float[] kernel) {}

  /**
   * Of cells.
   *
   * @return none where they are too few
   */
  static GrainModel of(List<GrainCell> cells) {
    double[][] variance = new double[3][];
    float[][] kernel = new float[3][];
    for (int c = 0; c < 3; c++) {
      int channel = c;
      List<GrainCell> own = cells.stream().filter(k -> k.channel() == channel).toList();
      if (own.stream().mapToInt(GrainCell::blocks).sum() < LEAST) {
        return GrainModel.NONE;
      }
      Channel made = channel(own);
      variance[c] = made.variance();
      kernel[c] = made.kernel();
    }
    return new GrainModel(
        variance, kernel, together(cells.stream().filter(k -> k.channel() == 1).toList()));
  }

  private static Channel channel(List<GrainCell> cells) {
    List<GrainCell> plain = plain(cells);
    double least = leastShare(plain);
    double[] shape = shape(plain, least);
    List<GrainCurve.Point> points = new ArrayList<>();
    for (GrainCell k : cells) {
      double structure = Math.max(0, k.share() / (NEAR * least) - 1);
      double doubt = structure + mismatch(k, shape);
      points.add(new GrainCurve.Point(k.bin(), k.light(), strength(k, shape), k.blocks(), doubt));
    }
    return new Channel(GrainCurve.of(points), kernel(shape));
  }

  /** Varies by more than the others lead one to expect: a texture. */
  private static final double TEXTURED = 1.4;

  /** Without those that a texture, however fine, makes vary by more than grain does. */
  private static List<GrainCell> plain(List<GrainCell> cells) {
    double[] line =
        GrainCurve.line(
            cells.stream()
                .map(k -> new GrainCurve.Point(k.bin(), k.light(), k.variance(), k.blocks(), 0))
                .toList());
    List<GrainCell> plain =
        cells.stream()
            .filter(k -> k.variance() <= TEXTURED * GrainCurve.at(line, k.light()))
            .toList();
    return plain.isEmpty() ? cells : plain;
  }

  /** How far the shape of a measure of one block trembles, and that of many is off. */
  private static final double TREMBLE = 0.12;

  private static final double SHAPE_OFF = 0.03;

  /** How unlike grain that is known otherwise what blocks hold is: 0 for grain, 1 for texture. */
  private static double mismatch(GrainCell k, double[] shape) {
    double squares = 0;
    for (int i = 1; i < shape.length; i++) {
      double d = k.covariance()[i] / k.variance() - shape[i];
      squares += d * d;
    }
    double off = Math.sqrt(squares / (shape.length - 1));
    return Math.max(0, off - SHAPE_OFF - TREMBLE / Math.sqrt(k.blocks())) / 0.1;
  }

  /** Structure over variance where it is least: what grain alone shows. */
  private static double leastShare(List<GrainCell> cells) {
    double least = Double.POSITIVE_INFINITY;
    double any = Double.POSITIVE_INFINITY;
    for (int bin = 0; bin < GrainModel.BINS; bin++) {
      double sum = 0;
      double n = 0;
      for (GrainCell k : cells) {
        if (k.bin() == bin) {
          sum += (double) k.blocks() * k.share();
          n += k.blocks();
        }
      }
      if (n > 0) {
        any = Math.min(any, sum / n);
      }
      if (n >= LEAST) {
        least = Math.min(least, sum / n);
      }
    }
    return Double.isInfinite(least) ? any : least;
  }

  /**
   * Mean covariance with neighbours over the variance. The shape of grain (not its strength) is the
   * same at all brightnesses, so it is taken from those that show grain and little else.
   */
  private static double[] shape(List<GrainCell> cells, double least) {
    double[] out = new double[GrainCell.COVARIANCES];
    double total = 0;
    for (GrainCell k : cells) {
      double more = Math.max(0, k.share() / least - 1) / HALF;
      double w = k.blocks() / (1 + more * more);
      total += w;
      for (int i = 0; i < out.length; i++) {
        out[i] += w * k.covariance()[i] / k.variance();
      }
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = total > 0 ? out[i] / total : i == 0 ? 1 : 0;
    }
    return out;
  }

  /** Grain whose neighbours differ by less than this share is too soft to be told by it. */
  private static final double LEAST_FRESH = 0.06;

  /**
   * Takes for grain what squares of four pixels differ by crosswise, divided by how much they do in
   * grain of a known shape (J. Immerkaer, "Fast noise variance estimation", 1996, with a smaller
   * mask), or, where that grain is too soft for it, by what two neighbours differ by: skin that is
   * softly mottled hardly differs from one pixel to the next.
   *
   * @param shape covariance of neighbours over the variance
   */
  private static double strength(GrainCell k, double[] shape) {
    double[] is = new double[shape.length];
    for (int i = 0; i < is.length; i++) {
      is[i] = k.covariance()[i];
    }
    boolean crosswise = cross(shape) >= LEAST_FRESH;
    double fresh = crosswise ? cross(shape) : along(shape);
    return fresh < LEAST_FRESH
        ? k.variance()
        : Math.max(0, (crosswise ? cross(is) : along(is)) / fresh);
  }

  /**
   * A quarter of the mean square of a pixel less its neighbours across and down, and the corner.
   */
  private static double cross(double[] c) {
    return c[0] - c[1] - c[REACH + 1] + c[REACH + 2];
  }

  /** Half the mean square of a pixel less its neighbour, across and down. */
  private static double along(double[] c) {
    return c[0] - (c[1] + c[REACH + 1]) / 2;
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
            sum += shape[Math.abs(dy) * (REACH + 1) + Math.abs(dx)] * wave(u * dx + v * dy);
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
  private static double[] together(List<GrainCell> cells) {
    List<GrainCell> plain = plain(cells);
    double least = leastShare(plain);
    double[] r = new double[3];
    double total = 0;
    for (GrainCell k : plain) {
      if (k.share() <= NEAR * least) {
        total += k.blocks();
        for (int i = 0; i < 3; i++) {
          r[i] += k.blocks() * (double) k.together()[i];
        }
      }
    }
    if (total == 0) {
      return new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1};
    }
    double a = r[0] / total;
    double b = r[1] / total;
    double d = Math.sqrt(Math.max(1e-9, 1 - a * a));
    double e = (r[2] / total - a * b) / d;
    double f = Math.sqrt(Math.max(0, 1 - b * b - e * e));
    // Of full length whatever rounding did: each channel keeps its variance.
    double second = Math.sqrt(a * a + d * d);
    double third = Math.sqrt(b * b + e * e + f * f);
    return new double[] {1, 0, 0, a / second, d / second, 0, b / third, e / third, f / third};
  }
}
