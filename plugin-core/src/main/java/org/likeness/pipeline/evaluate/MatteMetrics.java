package org.likeness.pipeline.evaluate;

import org.likeness.image.PixelRect;
import org.likeness.pipeline.matte.EdgeShape;
import org.likeness.pipeline.matte.Sides;

/**
 * How near a matte is to the true one. Mattes are planes of 0..1 over the same window. Measures of
 * C. Rhemann et al., "A perceptually motivated online benchmark for image matting", 2009, and of M.
 * Erofeev et al., "Perceptually motivated benchmark for video matting", 2015.
 */
public final class MatteMetrics {
  private static final double GRADIENT_SIGMA = 1.4;

  private MatteMetrics() {}

  /** Mean absolute difference under a weight; NaN where it sums up to 0. */
  public static double mad(float[] a, float[] b, float[] weight) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < a.length; i++) {
      sum += weight[i] * Math.abs((double) a[i] - b[i]);
      total += weight[i];
    }
    return total <= 0 ? Double.NaN : sum / total;
  }

  /**
   * Gradient error: sum of the squared differences of the gradients' lengths, by derivatives of a
   * Gaussian of {@value #GRADIENT_SIGMA} pixels, in thousands.
   */
  public static double gradient(float[] a, float[] b, int width) {
    float[] x = slope(a, width);
    float[] y = slope(b, width);
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
    }
    return sum / 1000;
  }

  private static float[] slope(float[] m, int width) {
    int height = m.length / width;
    int half = 4;
    double[] g = new double[2 * half + 1];
    double[] d = new double[2 * half + 1];
    double total = 0;
    double power = 0;
    for (int i = 0; i < g.length; i++) {
      double t = i - half;
      g[i] = Math.exp(-t * t / (2 * GRADIENT_SIGMA * GRADIENT_SIGMA));
      d[i] = -t * g[i];
      total += g[i];
      power += t * t * g[i];
    }
    for (int i = 0; i < g.length; i++) {
      g[i] /= total;
      d[i] /= power;
    }
    double[] gx = filter(filter(m, width, height, d, true), width, height, g, false);
    double[] gy = filter(filter(m, width, height, g, true), width, height, d, false);
    float[] out = new float[m.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) Math.hypot(gx[i], gy[i]);
    }
    return out;
  }

  private static double[] filter(float[] m, int width, int height, double[] k, boolean across) {
    double[] in = new double[m.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = m[i];
    }
    return filter(in, width, height, k, across);
  }

  private static double[] filter(double[] m, int width, int height, double[] k, boolean across) {
    int half = k.length / 2;
    double[] out = new double[m.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double sum = 0;
        for (int i = 0; i < k.length; i++) {
          int sx = across ? Math.min(Math.max(x + i - half, 0), width - 1) : x;
          int sy = across ? y : Math.min(Math.max(y + i - half, 0), height - 1);
          sum += k[i] * m[sy * width + sx];
        }
        out[y * width + x] = sum;
      }
    }
    return out;
  }

  /**
   * dtSSD between two frames: root of the mean squared difference of the changes, under a weight,
   * times 100.
   */
  public static double dtssd(
      float[] before, float[] now, float[] trueBefore, float[] trueNow, float[] weight) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < now.length; i++) {
      double d = ((double) now[i] - before[i]) - ((double) trueNow[i] - trueBefore[i]);
      sum += weight[i] * d * d;
      total += weight[i];
    }
    return total <= 0 ? Double.NaN : 100 * Math.sqrt(sum / total);
  }

  /** Sum of the absolute differences, in thousands. */
  public static double sad(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((double) a[i] - b[i]);
    }
    return sum / 1000;
  }

  /**
   * The pixels within so many of the true edge: 1 there, 0 elsewhere.
   *
   * @param reach pixels to either side
   */
  public static float[] band(float[] truth, int width, double reach) {
    EdgeShape shape = new EdgeShape(width, truth.length / width, 0);
    float[] in = shape.erode(truth, Sides.all(reach));
    float[] out = shape.erode(truth, Sides.all(-reach));
    float[] band = new float[truth.length];
    for (int i = 0; i < band.length; i++) {
      band[i] = out[i] > 0.05f && in[i] < 0.95f ? 1f : 0f;
    }
    return band;
  }

  /**
   * Half of a band, on one side of a line.
   *
   * @param window of the mattes
   * @param x a point of the line
   * @param y the same
   * @param dx direction in which the wanted side lies
   * @param dy the same
   */
  public static float[] half(
      float[] band, PixelRect window, double x, double y, double dx, double dy) {
    float[] out = band.clone();
    for (int i = 0; i < out.length; i++) {
      double px = window.x0() + i % window.width() + 0.5 - x;
      double py = window.y0() + i / window.width() + 0.5 - y;
      if (px * dx + py * dy < 0) {
        out[i] = 0f;
      }
    }
    return out;
  }
}
