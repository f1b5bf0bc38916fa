package org.likeness.colour;

/** Blurs of a channel in time that does not depend on their width. */
public final class Smoothing {
  private Smoothing() {}

  /**
   * Near a Gaussian: three boxes, edges as if the picture went on with nothing. Whoever wants a
   * mean divides by the same of the weights.
   *
   * @param in rows from the top; only read
   * @param width samples a row
   * @param sigma standard deviation, samples; 0 copies
   */
  public static float[] blur(float[] in, int width, double sigma) {
    float[] out = in.clone();
    // Three boxes of n samples have the variance (n^2 - 1) / 4.
    int half = (int) Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2);
    int height = width == 0 ? 0 : in.length / width;
    if (half == 0 || height == 0) {
      return out;
    }
    float[] line = new float[Math.max(width, height)];
    for (int pass = 0; pass < 3; pass++) {
      for (int y = 0; y < height; y++) {
        box(out, y * width, 1, width, half, line);
      }
      for (int x = 0; x < width; x++) {
        box(out, x, width, height, half, line);
      }
    }
    return out;
  }

  private static void box(float[] v, int start, int step, int n, int half, float[] line) {
    for (int i = 0; i < n; i++) {
      line[i] = v[start + i * step];
    }
    double sum = 0; // in double: what goes in comes out again without a trace
    for (int i = 0; i < Math.min(half, n); i++) {
      sum += line[i];
    }
    double share = 1.0 / (2 * half + 1);
    for (int i = 0; i < n; i++) {
      sum += i + half < n ? line[i + half] : 0;
      v[start + i * step] = (float) (sum * share);
      sum -= i - half >= 0 ? line[i - half] : 0;
    }
  }

  /**
   * Means round each sample of what has weight, and towards {@code far} where nothing near has.
   *
   * @param in values; where the weight is 0 anything, but finite
   * @param weight 0..1
   */
  public static float[] mean(float[] in, float[] weight, int width, double sigma, float far) {
    float[] weighted = new float[in.length];
    for (int i = 0; i < in.length; i++) {
      weighted[i] = in[i] * weight[i];
    }
    float[] sum = blur(weighted, width, sigma);
    float[] share = blur(weight, width, sigma);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (sum[i] + LITTLE * far) / (share[i] + LITTLE);
    }
    return sum;
  }

  private static final float LITTLE = 1e-3f;
}
