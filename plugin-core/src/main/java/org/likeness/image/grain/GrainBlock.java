package org.likeness.image.grain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A square of a plate and what is left of it without the plane that fits it best. */
final class GrainBlock {
  /** Pixels of a side. */
  static final int SIZE = 32;

  /** Pixels of a side of the squares whose means tell structure from grain. */
  private static final int COARSE = 8;

  private static final int CELLS = SIZE / COARSE;
  private static final double HALF = (SIZE - 1) / 2.0;

  /** Sum over a block of the squared distance from its middle, along one axis. */
  private static final double SQUARE = SIZE * SIZE * (SIZE * (double) SIZE - 1) / 12;

  private static final int REACH = GrainModel.REACH;
  private static final int COVARIANCES = GrainCell.COVARIANCES;

  /** Of a row with zeros on both sides, so that no neighbour lies outside of it. */
  private static final int ROW = SIZE + 4 * REACH;

  private final float[][] from;
  private final int at;
  private final int stride;
  private final double[] mean = new double[3];
  private final double[] byX = new double[3];
  private final double[] byY = new double[3];
  private final double[] variance = new double[3];
  private final double[] structure = new double[3];

  private GrainBlock(float[][] from, int at, int stride) {
    this.from = from;
    this.at = at;
    this.stride = stride;
  }

  /**
   * Of R, G and B, which stay as they are as long as the block is used.
   *
   * @param at index of its first pixel
   * @param stride samples from row to row
   * @return null where a pixel is not finite
   */
  static @Nullable GrainBlock of(float[][] rgb, int at, int stride) {
    GrainBlock b = new GrainBlock(rgb, at, stride);
    for (int c = 0; c < 3; c++) {
      b.measure(c);
      if (!Double.isFinite(b.variance[c])) {
        return null;
      }
    }
    return b;
  }

  private void measure(int c) {
    float[] v = from[c];
    double pivot = v[at];
    double squares = 0;
    double x1 = 0;
    double[] sums = new double[CELLS * CELLS];
    double y1 = 0;
    for (int y = 0; y < SIZE; y++) {
      double inRow = 0;
      for (int i = 0; i < CELLS; i++) {
        double sum = 0;
        double moment = 0;
        int first = at + y * stride + i * COARSE;
        for (int x = 0; x < COARSE; x++) {
          double d = v[first + x] - pivot;
          sum += d;
          moment += d * x;
          squares += d * d;
        }
        x1 += moment + sum * (i * COARSE - HALF);
        sums[y / COARSE * CELLS + i] += sum;
        inRow += sum;
      }
      y1 += inRow * (y - HALF);
    }
    double n = SIZE * SIZE;
    double m = Arrays.stream(sums).sum() / n;
    double bx = x1 / SQUARE;
    double by = y1 / SQUARE;
    mean[c] = pivot + m;
    byX[c] = bx;
    byY[c] = by;
    variance[c] = (squares - n * m * m - (bx * bx + by * by) * SQUARE) / (n - 3);
    double coarse = 0;
    for (int i = 0; i < sums.length; i++) {
      double x = i % CELLS * COARSE + (COARSE - 1) / 2.0 - HALF;
      double y = i / CELLS * COARSE + (COARSE - 1) / 2.0 - HALF;
      double d = sums[i] / (COARSE * COARSE) - m - bx * x - by * y;
      coarse += d * d;
    }
    structure[c] = coarse / sums.length;
  }

  /** Mean light of a channel. */
  double mean(int channel) {
    return mean[channel];
  }

  /** Variance of what is left of a channel. */
  double variance(int channel) {
    return variance[channel];
  }

  /** Variance of what is left of a channel, in means over eight by eight pixels. */
  double structure(int channel) {
    return structure[channel];
  }

  /** What is left of a channel, in rows of {@link #ROW} from column 2 REACH on, zeros around. */
  private float[] rest(int c) {
    float[] out = new float[(SIZE + REACH) * ROW];
    for (int y = 0; y < SIZE; y++) {
      int to = y * ROW + 2 * REACH;
      int row = at + y * stride;
      double flat = mean[c] + byY[c] * (y - HALF);
      for (int x = 0; x < SIZE; x++) {
        out[to + x] = (float) (from[c][row + x] - flat - byX[c] * (x - HALF));
      }
    }
    return out;
  }

  /** {@link GrainCell#covariance} of a channel. */
  double[] covariance(int c) {
    float[] v = rest(c);
    double[] out = new double[COVARIANCES];
    float[] lanes = new float[SIZE];
    for (int dy = 0; dy <= REACH; dy++) {
      for (int dx = dy == 0 ? 0 : -REACH; dx <= REACH; dx++) {
        double m = product(v, v, dy, dx, lanes) / ((SIZE - dy) * (double) (SIZE - Math.abs(dx)));
        // Grain knows no left and right.
        out[dy * (REACH + 1) + Math.abs(dx)] += dy == 0 || dx == 0 ? m : m / 2;
      }
    }
    return unbiased(out);
  }

  /** Sum of products of pixels that lie so far from one another. */
  private static double product(float[] a, float[] b, int dy, int dx, float[] lanes) {
    Arrays.fill(lanes, 0f);
    for (int y = 0; y < SIZE; y++) {
      int i = y * ROW + 2 * REACH;
      int k = (y + dy) * ROW + 2 * REACH + dx;
      // Columns apart, so that they can be summed at once.
      for (int x = 0; x < SIZE; x++) {
        lanes[x] += a[i + x] * b[k + x];
      }
    }
    double sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  /**
   * The plane took three waves of the lowest frequencies with it, each worth the sum of all
   * covariances over the number of pixels; they are put back.
   */
  private static double[] unbiased(double[] c) {
    double n = SIZE * SIZE;
    double sum = 0;
    for (int i = 0; i < c.length; i++) {
      int dy = i / (REACH + 1);
      int dx = i % (REACH + 1);
      sum += c[i] * (dy == 0 ? 1 : 2) * (dx == 0 ? 1 : 2);
    }
    int all = (2 * REACH + 1) * (2 * REACH + 1);
    double lost = 3 * Math.max(0, sum) / (n - 3 * all);
    for (int i = 0; i < c.length; i++) {
      c[i] += lost;
    }
    return c;
  }

  /** Correlation of R and G, R and B, G and B. */
  double[] correlations() {
    float[][] v = {rest(0), rest(1), rest(2)};
    float[] lanes = new float[SIZE];
    double[] out = new double[3];
    for (int i = 0; i < 3; i++) {
      int a = i == 2 ? 1 : 0;
      int b = i == 0 ? 1 : 2;
      double together = product(v[a], v[b], 0, 0, lanes) / (SIZE * SIZE - 3);
      double alone = Math.sqrt(variance[a] * variance[b]);
      out[i] = alone > 0 ? Math.max(-1, Math.min(1, together / alone)) : 0;
    }
    return out;
  }
}
