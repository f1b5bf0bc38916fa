package org.likeness.pipeline.matte;

import java.util.Arrays;

/**
 * Shrinks, grows and softens a matte, by other lengths to each side of the face. A shrunk matte is
 * the least value under a shape made of four quarters of ellipses, one semi-axis a side, turned
 * with the face; a grown one the greatest under its point reflection. Between whole pixels two
 * results are mixed, so that it follows a slider without steps.
 */
public final class EdgeShape {
  /** A semi-axis of nothing still holds the pixel itself. */
  private static final double LEAST = 0.5;

  private final int width;
  private final int height;
  private final double cos;
  private final double sin;

  /**
   * @param turn of the face in the picture, radians, clockwise
   */
  public EdgeShape(int width, int height, double turn) {
    this.width = width;
    this.height = height;
    cos = Math.cos(turn);
    sin = Math.sin(turn);
  }

  /**
   * Shrinks by positive lengths, then grows by negative ones.
   *
   * @param sides pixels
   */
  public float[] erode(float[] m, Sides sides) {
    float[] out = m;
    if (sides.largest() > 0) {
      out = move(out, sides.positive(), true);
    }
    Sides grow = sides.times(-1).positive();
    if (grow.largest() > 0) {
      out = move(out, grow, false);
    }
    return out;
  }

  private float[] move(float[] m, Sides by, boolean shrink) {
    double most = by.largest();
    int low = (int) Math.floor(most);
    float t = (float) (most - low);
    float[] a = low == 0 ? m : under(m, by.times(low / most), shrink);
    if (t == 0f) {
      return a == m ? m.clone() : a;
    }
    float[] b = under(m, by.times((low + 1) / most), shrink);
    for (int i = 0; i < b.length; i++) {
      b[i] = a[i] + t * (b[i] - a[i]);
    }
    return b;
  }

  /** Least (or greatest) value under the shape; beyond the border the matte goes on. */
  private float[] under(float[] m, Sides by, boolean shrink) {
    float[] out = new float[m.length];
    Arrays.fill(out, shrink ? Float.POSITIVE_INFINITY : Float.NEGATIVE_INFINITY);
    int reach = (int) Math.ceil(Math.max(LEAST, by.largest())) + 1;
    float[] line = new float[width];
    for (int dy = -reach; dy <= reach; dy++) {
      int from = Integer.MAX_VALUE;
      int to = Integer.MIN_VALUE;
      for (int dx = -reach; dx <= reach; dx++) {
        if (shrink ? inside(by, dx, dy) : inside(by, -dx, -dy)) {
          from = Math.min(from, dx);
          to = Math.max(to, dx);
        }
      }
      if (from > to) {
        continue;
      }
      for (int y = 0; y < height; y++) {
        int row = Math.min(Math.max(y + dy, 0), height - 1) * width;
        running(m, row, from, to, shrink, line);
        int at = y * width;
        for (int x = 0; x < width; x++) {
          out[at + x] = shrink ? Math.min(out[at + x], line[x]) : Math.max(out[at + x], line[x]);
        }
      }
    }
    return out;
  }

  /** Whether a place relative to the pixel lies in the shape. */
  private boolean inside(Sides by, int dx, int dy) {
    double u = cos * dx + sin * dy;
    double v = -sin * dx + cos * dy;
    double a = u / Math.max(LEAST, u > 0 ? by.right() : by.left());
    double b = v / Math.max(LEAST, v > 0 ? by.bottom() : by.top());
    return a * a + b * b <= 1 + 1e-9;
  }

  /**
   * Least or greatest of each run {@code x + from .. x + to} of a row: M. van Herk, "A fast
   * algorithm for local minimum and maximum filters on rectangular and octagonal kernels", 1992.
   */
  private void running(float[] m, int row, int from, int to, boolean least, float[] out) {
    int run = to - from + 1;
    int n = width + run - 1;
    float[] ahead = new float[n];
    float[] back = new float[n];
    for (int i = 0; i < n; i++) {
      float v = m[row + Math.min(Math.max(i + from, 0), width - 1)];
      ahead[i] = i % run == 0 ? v : least ? Math.min(ahead[i - 1], v) : Math.max(ahead[i - 1], v);
    }
    for (int i = n - 1; i >= 0; i--) {
      float v = m[row + Math.min(Math.max(i + from, 0), width - 1)];
      boolean end = i == n - 1 || (i + 1) % run == 0;
      back[i] = end ? v : least ? Math.min(back[i + 1], v) : Math.max(back[i + 1], v);
    }
    for (int x = 0; x < width; x++) {
      float a = back[x];
      float b = ahead[x + run - 1];
      out[x] = least ? Math.min(a, b) : Math.max(a, b);
    }
  }

  /**
   * Softens by Gaussians, each side by its own, from one to the other by the square of the sine of
   * the direction from the middle.
   *
   * @param sigma standard deviations, pixels
   * @param x middle of the face
   * @param y middle of the face
   */
  public float[] blur(float[] m, Sides sigma, double x, double y) {
    if (sigma.largest() <= 0) {
      return m;
    }
    if (sigma.even()) {
      return gauss(m, sigma.top());
    }
    float[][] side = {
      gauss(m, sigma.top()),
      gauss(m, sigma.bottom()),
      gauss(m, sigma.left()),
      gauss(m, sigma.right())
    };
    float[] out = new float[m.length];
    for (int py = 0; py < height; py++) {
      for (int px = 0; px < width; px++) {
        double dx = px + 0.5 - x;
        double dy = py + 0.5 - y;
        double u = cos * dx + sin * dy;
        double v = -sin * dx + cos * dy;
        double share = v * v / Math.max(1e-12, u * u + v * v);
        int i = py * width + px;
        out[i] = (float) (share * side[v < 0 ? 0 : 1][i] + (1 - share) * side[u < 0 ? 2 : 3][i]);
      }
    }
    return out;
  }

  private float[] gauss(float[] m, double sigma) {
    if (sigma <= 0) {
      return m;
    }
    int half = (int) Math.ceil(3 * sigma);
    float[] k = new float[half + 1];
    double sum = 0;
    for (int i = 0; i <= half; i++) {
      k[i] = (float) Math.exp(-0.5 * i * i / (sigma * sigma));
      sum += i == 0 ? k[i] : 2 * k[i];
    }
    for (int i = 0; i <= half; i++) {
      k[i] = (float) (k[i] / sum);
    }
    float[] across = new float[m.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int x = 0; x < width; x++) {
        float v = k[0] * m[row + x];
        for (int d = 1; d <= half; d++) {
          v += k[d] * (m[row + Math.max(0, x - d)] + m[row + Math.min(width - 1, x + d)]);
        }
        across[row + x] = v;
      }
    }
    float[] out = new float[m.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int x = 0; x < width; x++) {
        out[row + x] = k[0] * across[row + x];
      }
      for (int d = 1; d <= half; d++) {
        int up = Math.max(0, y - d) * width;
        int down = Math.min(height - 1, y + d) * width;
        for (int x = 0; x < width; x++) {
          out[row + x] += k[d] * (across[up + x] + across[down + x]);
        }
      }
    }
    return out;
  }
}
