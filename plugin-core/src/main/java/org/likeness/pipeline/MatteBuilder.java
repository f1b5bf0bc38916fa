package org.likeness.pipeline;

import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Makes the final matte out of a model's own, in the crop: levels, erode or dilate, blur, soft
 * border. Working in the crop makes it independent of the plate's resolution, so that a proxy and
 * the full frame get the same edge.
 */
final class MatteBuilder {
  /** A sigmoid never reaches 0 or 1; what lies beyond these is taken as meant to. */
  private static final float BLACK = 0.02f;

  private static final float WHITE = 0.98f;

  /** Width over which the matte fades to 0 at the crop's border, in crops. */
  private static final double BORDER = 0.04;

  private MatteBuilder() {}

  /**
   * The matte.
   *
   * @param learned size·size, as the model gave it; not finite counts as 0
   * @param erode crop pixels to shrink by; negative grows
   * @param blur standard deviation, crop pixels
   * @return window (0, 0, size, size), 0..1, 0 at the border
   */
  static Plane build(float[] learned, int size, double erode, double blur) {
    float[] m = new float[learned.length];
    for (int i = 0; i < m.length; i++) {
      float v = (learned[i] - BLACK) / (WHITE - BLACK);
      m[i] = v > 0f ? Math.min(v, 1f) : 0f;
    }
    if (erode != 0) {
      m = erode(m, size, erode);
    }
    if (blur > 0) {
      m = blur(m, size, blur);
    }
    border(m, size);
    return new Plane(PixelRect.ofSize(size, size), m);
  }

  /** Minimum (or maximum) over a disc; between whole radii the two results are mixed. */
  static float[] erode(float[] m, int size, double radius) {
    boolean shrink = radius > 0;
    double r = Math.abs(radius);
    int low = (int) Math.floor(r);
    float t = (float) (r - low);
    float[] a = disc(m, size, low, shrink);
    if (t == 0f) {
      return a;
    }
    float[] b = disc(m, size, low + 1, shrink);
    for (int i = 0; i < a.length; i++) {
      a[i] = a[i] + t * (b[i] - a[i]);
    }
    return a;
  }

  private static float[] disc(float[] m, int size, int radius, boolean shrink) {
    float[] out = m.clone();
    for (int dy = -radius; dy <= radius; dy++) {
      int half = (int) Math.floor(Math.sqrt((double) radius * radius - (double) dy * dy));
      for (int y = 0; y < size; y++) {
        int row = Math.min(Math.max(y + dy, 0), size - 1) * size;
        for (int x = 0; x < size; x++) {
          int from = Math.max(0, x - half);
          int to = Math.min(size - 1, x + half);
          float v = out[y * size + x];
          for (int k = from; k <= to; k++) {
            float o = m[row + k];
            v = shrink ? Math.min(v, o) : Math.max(v, o);
          }
          out[y * size + x] = v;
        }
      }
    }
    return out;
  }

  /** Gaussian, edges clamped. */
  static float[] blur(float[] m, int size, double sigma) {
    int half = (int) Math.ceil(3 * sigma);
    float[] kernel = new float[2 * half + 1];
    double sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      double d = (i - half) / sigma;
      kernel[i] = (float) Math.exp(-0.5 * d * d);
      sum += kernel[i];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) (kernel[i] / sum);
    }
    float[] across = new float[m.length];
    convolve(m, across, size, kernel, half, 1, size);
    float[] out = new float[m.length];
    convolve(across, out, size, kernel, half, size, 1);
    return out;
  }

  private static void convolve(
      float[] in, float[] out, int size, float[] kernel, int half, int step, int line) {
    for (int l = 0; l < size; l++) {
      for (int p = 0; p < size; p++) {
        float v = 0;
        for (int k = 0; k < kernel.length; k++) {
          int q = Math.min(Math.max(p + k - half, 0), size - 1);
          v += kernel[k] * in[l * line + q * step];
        }
        out[l * line + p * step] = v;
      }
    }
  }

  private static void border(float[] m, int size) {
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double toEdge =
            Math.min(Math.min(x, size - 1 - x), Math.min(y, size - 1 - y)) / (BORDER * size);
        if (toEdge < 1) {
          m[y * size + x] *= (float) (toEdge * toEdge * (3 - 2 * toEdge));
        }
      }
    }
  }
}
