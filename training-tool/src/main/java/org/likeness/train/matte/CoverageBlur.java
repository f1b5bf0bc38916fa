package org.likeness.train.matte;

import java.util.function.DoubleUnaryOperator;

/** Blurs planes as a lens out of focus or a moving camera does. */
final class CoverageBlur {
  private CoverageBlur() {}

  /** A disc of a radius in pixels, in place. */
  static void disc(float[] plane, int w, int h, double radius) {
    if (radius <= 0) {
      return;
    }
    int reach = (int) Math.ceil(radius) + 1;
    float[] weight = new float[(2 * reach + 1) * (2 * reach + 1)];
    for (int dy = -reach; dy <= reach; dy++) {
      for (int dx = -reach; dx <= reach; dx++) {
        weight[(dy + reach) * (2 * reach + 1) + dx + reach] =
            (float) Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(dx, dy)));
      }
    }
    convolve(plane, w, h, reach, weight);
  }

  /**
   * A line, in place.
   *
   * @param length pixels
   * @param angle radians, from x to y
   */
  static void line(float[] plane, int w, int h, double length, double angle) {
    if (length <= 0.5) {
      return;
    }
    int reach = (int) Math.ceil(length / 2) + 1;
    convolve(plane, w, h, reach, kernel(length, angle, reach, t -> 1));
  }

  /** Shares of the pixels about the middle. */
  static float[] kernel(double length, double angle, int reach, DoubleUnaryOperator shutter) {
    int side = 2 * reach + 1;
    float[] k = new float[side * side];
    int steps = 64;
    for (int i = 0; i < steps; i++) {
      double t = (i + 0.5) / steps - 0.5;
      double x = reach + length * t * Math.cos(angle);
      double y = reach + length * t * Math.sin(angle);
      int x0 = (int) x;
      int y0 = (int) y;
      double fx = x - x0;
      double fy = y - y0;
      double s = shutter.applyAsDouble(t);
      k[y0 * side + x0] += (float) (s * (1 - fx) * (1 - fy));
      k[y0 * side + x0 + 1] += (float) (s * fx * (1 - fy));
      k[(y0 + 1) * side + x0] += (float) (s * (1 - fx) * fy);
      k[(y0 + 1) * side + x0 + 1] += (float) (s * fx * fy);
    }
    return k;
  }

  /** Convolves with a square of weights whose sum is made 1; edges go on. */
  static void convolve(float[] plane, int w, int h, int reach, float[] weight) {
    int side = 2 * reach + 1;
    double total = 0;
    int taps = 0;
    for (float v : weight) {
      total += v;
      taps += v > 0 ? 1 : 0;
    }
    int[] dx = new int[taps];
    int[] dy = new int[taps];
    float[] k = new float[taps];
    int n = 0;
    for (int i = 0; i < weight.length; i++) {
      if (weight[i] > 0) {
        dx[n] = i % side - reach;
        dy[n] = i / side - reach;
        k[n++] = (float) (weight[i] / total);
      }
    }
    float[] in = plane.clone();
    for (int y = 0; y < h; y++) {
      for (int x = 0; x < w; x++) {
        float v = 0;
        for (int i = 0; i < taps; i++) {
          int sx = Math.max(0, Math.min(w - 1, x + dx[i]));
          int sy = Math.max(0, Math.min(h - 1, y + dy[i]));
          v += k[i] * in[sy * w + sx];
        }
        plane[y * w + x] = v;
      }
    }
  }
}
