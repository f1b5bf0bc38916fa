package org.likeness.colour;

import java.util.Arrays;

/**
 * The rising map that gives one set of numbers the distribution of another: quantile to quantile,
 * straight between them, shifted beyond the first and the last.
 */
final class QuantileMap {
  private static final int KNOTS = 48;

  private final float[] from;
  private final float[] to;

  private QuantileMap(float[] from, float[] to) {
    this.from = from;
    this.to = to;
  }

  /** Between two sets, each with its weights, none empty. */
  static QuantileMap between(float[] a, float[] weightA, float[] b, float[] weightB) {
    return new QuantileMap(quantiles(a, weightA), quantiles(b, weightB));
  }

  /** Means of equal shares, which tremble less than single samples do. */
  private static float[] quantiles(float[] v, float[] weight) {
    long[] order = new long[v.length];
    double total = 0;
    for (int i = 0; i < v.length; i++) {
      int bits = Float.floatToRawIntBits(v[i]);
      long key = (bits < 0 ? ~bits : bits ^ 0x8000_0000) & 0xffff_ffffL;
      order[i] = key << 31 | i;
      total += weight[i];
    }
    Arrays.sort(order);
    double[] sum = new double[KNOTS];
    double[] share = new double[KNOTS];
    double seen = 0;
    for (long o : order) {
      int i = (int) (o & 0x7fff_ffff);
      int k = Math.min(KNOTS - 1, (int) (KNOTS * (seen + weight[i] / 2.0) / total));
      sum[k] += (double) weight[i] * v[i];
      share[k] += weight[i];
      seen += weight[i];
    }
    float[] out = new float[KNOTS];
    float last = v[(int) (order[0] & 0x7fff_ffff)];
    for (int k = 0; k < KNOTS; k++) {
      last = share[k] > 0 ? Math.max(last, (float) (sum[k] / share[k])) : last;
      out[k] = last;
    }
    return out;
  }

  float at(float v) {
    if (v <= from[0]) {
      return v + (to[0] - from[0]);
    }
    int last = KNOTS - 1;
    if (v >= from[last]) {
      return v + (to[last] - from[last]);
    }
    int low = 0;
    int high = last;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (from[middle] <= v) {
        low = middle;
      } else {
        high = middle;
      }
    }
    float width = from[high] - from[low];
    float t = width > 0 ? (v - from[low]) / width : 0f;
    return to[low] + t * (to[high] - to[low]);
  }
}
