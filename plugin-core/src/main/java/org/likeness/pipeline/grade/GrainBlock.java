package org.likeness.pipeline.grade;

import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.image.Plane;

/** A square of a plate and what is left of it without the plane that fits it best. */
final class GrainBlock {
  private static final int REACH = GrainModel.REACH;
  private static final int SIDE = GrainModel.SIDE;

  /** Grain whose neighbours differ by less than this share is too soft to be told by it. */
  private static final double LEAST_FRESH = 0.06;

  private final int x0;
  private final int y0;
  private final int size;
  private final double[] mean = new double[3];
  private final double[] variance = new double[3];
  private final double[] structure = new double[3];
  private double[][] neighbours = new double[3][0];
  private final double[] channels = new double[9];

  private GrainBlock(int x0, int y0, int size) {
    this.x0 = x0;
    this.y0 = y0;
    this.size = size;
  }

  /** Of a plate; null where a pixel is not finite. */
  static @Nullable GrainBlock of(Frame plate, int x0, int y0, int size, int coarse) {
    GrainBlock b = new GrainBlock(x0, y0, size);
    Plane[] rgb = {plate.r(), plate.g(), plate.b()};
    for (int c = 0; c < 3; c++) {
      double[] rest = b.rest(rgb[c], c);
      if (rest.length == 0) {
        return null;
      }
      double squares = 0;
      for (double v : rest) {
        squares += v * v;
      }
      b.variance[c] = squares / (rest.length - 3.0);
      b.structure[c] = coarseVariance(rest, size, coarse);
    }
    return b;
  }

  /** Mean light by channel. */
  double[] mean() {
    return mean;
  }

  /** Variance of what is left, by channel. */
  double[] variance() {
    return variance;
  }

  /** Variance of means over squares, by channel. */
  double[] structure() {
    return structure;
  }

  /** Covariance of a pixel with those round it, by channel; after {@link #measureNeighbours}. */
  double[][] neighbours() {
    return neighbours;
  }

  /** Covariance of the channels, 3x3. */
  double[] channels() {
    return channels;
  }

  private static double coarseVariance(double[] rest, int size, int coarse) {
    int n = size / coarse;
    double squares = 0;
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < n; i++) {
        double m = 0;
        for (int y = 0; y < coarse; y++) {
          for (int x = 0; x < coarse; x++) {
            m += rest[(j * coarse + y) * size + i * coarse + x];
          }
        }
        m /= coarse * coarse;
        squares += m * m;
      }
    }
    return squares / (n * n);
  }

  /** What is left of a channel; of length 0 where a pixel is not finite. Sets the mean. */
  private double[] rest(Plane p, int c) {
    double half = (size - 1) / 2.0;
    double sum = 0;
    double byX = 0;
    double byY = 0;
    for (int y = 0; y < size; y++) {
      int row = p.index(x0, y0 + y);
      for (int x = 0; x < size; x++) {
        double v = p.data()[row + x];
        sum += v;
        byX += v * (x - half);
        byY += v * (y - half);
      }
    }
    if (!Double.isFinite(sum)) {
      return new double[0];
    }
    int n = size * size;
    double square = n * (size * (double) size - 1) / 12;
    mean[c] = sum / n;
    double[] out = new double[n];
    for (int y = 0; y < size; y++) {
      int row = p.index(x0, y0 + y);
      for (int x = 0; x < size; x++) {
        out[y * size + x] =
            p.data()[row + x] - mean[c] - byX / square * (x - half) - byY / square * (y - half);
      }
    }
    return out;
  }

  /** Covariances with neighbours up to {@link GrainModel#REACH} pixels away. */
  void measureNeighbours(Frame plate) {
    Plane[] rgb = {plate.r(), plate.g(), plate.b()};
    double[][] rest = new double[3][];
    neighbours = new double[3][];
    for (int c = 0; c < 3; c++) {
      rest[c] = rest(rgb[c], c);
      neighbours[c] = unbiased(covariance(rest[c]));
      variance[c] = Math.max(0, neighbours[c][REACH * SIDE + REACH]);
    }
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double sum = 0;
        for (int i = 0; i < rest[a].length; i++) {
          sum += rest[a][i] * rest[b][i];
        }
        channels[3 * a + b] = sum / (rest[a].length - 3.0);
      }
    }
  }

  /**
   * Takes for grain what squares of four pixels differ by crosswise, divided by how much they do in
   * grain of a known shape (J. Immerkaer, "Fast noise variance estimation", 1996, with a smaller
   * mask), or, where that grain is too soft for it, by what two neighbours differ by: skin that is
   * softly mottled hardly differs from one pixel to the next.
   *
   * @param shape covariance of neighbours over the variance, as {@link #neighbours} for a channel
   */
  void explainBy(double[] shape, int c) {
    boolean crosswise = cross(shape) >= LEAST_FRESH;
    double fresh = crosswise ? cross(shape) : along(shape);
    if (fresh >= LEAST_FRESH) {
      double is = crosswise ? cross(neighbours[c]) : along(neighbours[c]);
      variance[c] = Math.max(0, is / fresh);
    }
  }

  /**
   * A quarter of the mean square of a pixel less its neighbours across and down, and the corner.
   */
  private static double cross(double[] covariance) {
    int at = REACH * SIDE + REACH;
    double corners = (covariance[at + SIDE + 1] + covariance[at + SIDE - 1]) / 2;
    return covariance[at] - covariance[at + 1] - covariance[at + SIDE] + corners;
  }

  /** Half the mean square of a pixel less its neighbour, across and down. */
  private static double along(double[] covariance) {
    int at = REACH * SIDE + REACH;
    return covariance[at] - (covariance[at + 1] + covariance[at + SIDE]) / 2;
  }

  private double[] covariance(double[] v) {
    double[] out = new double[SIDE * SIDE];
    for (int dy = 0; dy <= REACH; dy++) {
      for (int dx = -REACH; dx <= REACH; dx++) {
        double sum = 0;
        for (int y = 0; y + dy < size; y++) {
          int to = Math.min(size, size - dx);
          for (int x = Math.max(0, -dx); x < to; x++) {
            sum += v[y * size + x] * v[(y + dy) * size + x + dx];
          }
        }
        double m = sum / ((double) (size - dy) * (size - Math.abs(dx)));
        out[(REACH + dy) * SIDE + REACH + dx] = m;
        out[(REACH - dy) * SIDE + REACH - dx] = m;
      }
    }
    return out;
  }

  /**
   * The plane took three waves of the lowest frequencies with it, each worth the sum of all
   * covariances over the number of pixels; they are put back.
   */
  private double[] unbiased(double[] c) {
    double n = (double) size * size;
    double sum = 0;
    for (double v : c) {
      sum += v;
    }
    double lost = 3 * Math.max(0, sum) / (n - 3 * c.length);
    for (int i = 0; i < c.length; i++) {
      c[i] += lost;
    }
    return c;
  }
}
