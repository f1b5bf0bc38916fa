package org.likeness.pipeline.grade;

import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Convolutions over windows: what comes out of a pixel is the same bits whatever the window, since
 * sums always run in the same order.
 */
final class Fir {
  private Fir() {}

  /** Samples that a Gaussian reaches to each side. */
  static int reach(double sigma) {
    return sigma <= 0 ? 0 : (int) Math.ceil(3 * sigma);
  }

  /** Weights of a Gaussian, of sum 1. */
  static float[] gaussian(double sigma) {
    int half = reach(sigma);
    double[] k = new double[2 * half + 1];
    double sum = 0;
    for (int i = 0; i < k.length; i++) {
      double d = half == 0 ? 0 : (i - half) / sigma;
      k[i] = StrictMath.exp(-0.5 * d * d);
      sum += k[i];
    }
    float[] out = new float[k.length];
    for (int i = 0; i < k.length; i++) {
      out[i] = (float) (k[i] / sum);
    }
    return out;
  }

  /**
   * A Gaussian blur of the part of a plane that lies {@link #reach} inside it.
   *
   * @param in covers {@code to} grown by the reach, or more
   * @param to the pixels wanted
   */
  static Plane blur(Plane in, double sigma, PixelRect to) {
    if (sigma <= 0) {
      return in.rect().equals(to) ? in : in.crop(to);
    }
    float[] k = gaussian(sigma);
    int half = k.length / 2;
    PixelRect tall = new PixelRect(to.x0(), to.y0() - half, to.x1(), to.y1() + half);
    Plane across = Plane.zeros(tall);
    for (int y = tall.y0(); y < tall.y1(); y++) {
      int from = in.index(to.x0() - half, y);
      int at = across.index(to.x0(), y);
      // One weight after the other over the whole row, so that many pixels are summed at once.
      for (int i = 0; i < k.length; i++) {
        add(k[i], in.data(), from + i, across.data(), at, to.width());
      }
    }
    Plane out = Plane.zeros(to);
    int width = to.width();
    for (int y = to.y0(); y < to.y1(); y++) {
      int at = out.index(to.x0(), y);
      for (int i = 0; i < k.length; i++) {
        int from = across.index(to.x0(), y - half + i);
        add(k[i], across.data(), from, out.data(), at, width);
      }
    }
    return out;
  }

  private static void add(float weight, float[] in, int from, float[] out, int at, int count) {
    for (int x = 0; x < count; x++) {
      out[at + x] += weight * in[from + x];
    }
  }

  /** A plane that goes on beyond its edges as they are; what is not finite becomes 0. */
  static Plane extended(Plane in, PixelRect to) {
    Plane out = Plane.zeros(to);
    PixelRect r = in.rect();
    if (r.isEmpty()) {
      return out;
    }
    for (int y = to.y0(); y < to.y1(); y++) {
      int row = in.index(r.x0(), Math.min(r.y1() - 1, Math.max(r.y0(), y)));
      int at = out.index(to.x0(), y);
      for (int x = to.x0(); x < to.x1(); x++) {
        float v = in.data()[row + Math.min(r.x1() - 1, Math.max(r.x0(), x)) - r.x0()];
        out.data()[at + x - to.x0()] = Math.abs(v) <= Float.MAX_VALUE ? v : 0f;
      }
    }
    return out;
  }

  /** Luminance (Rec.709) of three planes. */
  static Plane luma(Plane[] rgb) {
    Plane out = Plane.zeros(rgb[0].rect());
    for (int i = 0; i < out.data().length; i++) {
      out.data()[i] =
          0.2126f * rgb[0].data()[i] + 0.7152f * rgb[1].data()[i] + 0.0722f * rgb[2].data()[i];
    }
    return out;
  }
}
