package org.likeness.pipeline.evaluate;

import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * How near two pictures are. Pictures are compared as they are seen: sRGB-encoded (IEC 61966-2-1),
 * clipped to 0..1; a NaN counts as 0. Each {@code float[3][]} holds R, G, B over the same window.
 */
public final class PictureMetrics {
  /** Equal pictures have no finite PSNR; they and better ones than this are given this. */
  public static final double PSNR_CAP = 100;

  private static final int SSIM_RADIUS = 5;
  private static final double SSIM_SIGMA = 1.5;

  private PictureMetrics() {}

  /** Encodes scene-linear Rec.709 over a window; outside the frame's data window it is black. */
  public static float[][] encode(Frame f, PixelRect window) {
    Plane[] planes = {f.r(), f.g(), f.b()};
    float[][] out = new float[3][];
    for (int c = 0; c < 3; c++) {
      Plane p = planes[c].rect().equals(window) ? planes[c] : planes[c].crop(window);
      out[c] = new float[p.data().length];
      for (int i = 0; i < out[c].length; i++) {
        out[c][i] = srgb(p.data()[i]);
      }
    }
    return out;
  }

  private static float srgb(float x) {
    if (!(x > 0f)) {
      return 0f;
    }
    if (x >= 1f) {
      return 1f;
    }
    return x <= 0.0031308f ? 12.92f * x : (float) (1.055 * Math.pow(x, 1 / 2.4) - 0.055);
  }

  /**
   * Peak signal-to-noise ratio under a weight: {@code -10 log10(sum w d^2 / (3 sum w))}.
   *
   * @param weight one plane of weights, 0..1
   * @return decibels, at most {@link #PSNR_CAP}; NaN where the weights sum up to 0
   */
  public static double psnr(float[][] a, float[][] b, float[] weight) {
    double sum = 0;
    double total = 0;
    for (int i = 0; i < weight.length; i++) {
      double w = weight[i];
      if (w > 0) {
        double r = a[0][i] - b[0][i];
        double g = a[1][i] - b[1][i];
        double bl = a[2][i] - b[2][i];
        sum += w * (r * r + g * g + bl * bl);
        total += w;
      }
    }
    if (total <= 0) {
      return Double.NaN;
    }
    double mse = sum / (3 * total);
    return mse <= 0 ? PSNR_CAP : Math.min(PSNR_CAP, -10 * Math.log10(mse));
  }

  /**
   * Intersection over union of two coverages: {@code sum min / sum max}.
   *
   * @return 0..1; NaN where both are empty
   */
  public static double iou(float[] a, float[] b) {
    double min = 0;
    double max = 0;
    for (int i = 0; i < a.length; i++) {
      min += Math.min(clamp(a[i]), clamp(b[i]));
      max += Math.max(clamp(a[i]), clamp(b[i]));
    }
    return max <= 0 ? Double.NaN : min / max;
  }

  private static double clamp(float v) {
    return v > 0f ? Math.min(v, 1f) : 0;
  }

  /** The smallest rectangle (within 0..width, 0..height) with all weights of 0.5 and more. */
  public static PixelRect box(float[] weight, int width, int height) {
    int x0 = width;
    int y0 = height;
    int x1 = 0;
    int y1 = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (weight[y * width + x] >= 0.5f) {
          x0 = Math.min(x0, x);
          x1 = Math.max(x1, x + 1);
          y0 = Math.min(y0, y);
          y1 = Math.max(y1, y + 1);
        }
      }
    }
    return x1 <= x0 ? PixelRect.EMPTY : new PixelRect(x0, y0, x1, y1);
  }

  /**
   * Mean structural similarity (Wang, Bovik, Sheikh, Simoncelli 2004: 11 x 11 Gaussian of sigma
   * 1.5, K1 = 0.01, K2 = 0.03) of Rec.709 luma, at the pixels of a box.
   *
   * @param width of the pictures, which begin at (0, 0)
   * @param box pixels to count; the window reaches beyond it, and repeats the picture's edge
   * @return at most 1; NaN for an empty box
   */
  public static double ssim(float[][] a, float[][] b, int width, PixelRect box) {
    if (box.isEmpty()) {
      return Double.NaN;
    }
    PixelRect picture = PixelRect.ofSize(width, a[0].length / width);
    PixelRect wide = box.grow(SSIM_RADIUS);
    int n = Math.toIntExact(wide.area());
    double[] x = luma(a, picture, wide);
    double[] y = luma(b, picture, wide);
    double[][] products = {x, y, new double[n], new double[n], new double[n]};
    for (int i = 0; i < n; i++) {
      products[2][i] = x[i] * x[i];
      products[3][i] = y[i] * y[i];
      products[4][i] = x[i] * y[i];
    }
    double[][] m = new double[5][];
    for (int i = 0; i < 5; i++) {
      m[i] = blurred(products[i], wide.width(), box.width(), box.height());
    }
    double c1 = 0.01 * 0.01;
    double c2 = 0.03 * 0.03;
    double sum = 0;
    for (int i = 0; i < m[0].length; i++) {
      double mx = m[0][i];
      double my = m[1][i];
      double vx = m[2][i] - mx * mx;
      double vy = m[3][i] - my * my;
      double cov = m[4][i] - mx * my;
      sum += (2 * mx * my + c1) * (2 * cov + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2));
    }
    return sum / m[0].length;
  }

  private static double[] luma(float[][] p, PixelRect picture, PixelRect wide) {
    double[] out = new double[Math.toIntExact(wide.area())];
    int i = 0;
    for (int y = wide.y0(); y < wide.y1(); y++) {
      int row = Math.min(Math.max(y, 0), picture.height() - 1) * picture.width();
      for (int x = wide.x0(); x < wide.x1(); x++) {
        int at = row + Math.min(Math.max(x, 0), picture.width() - 1);
        out[i++] = 0.2126 * p[0][at] + 0.7152 * p[1][at] + 0.0722 * p[2][at];
      }
    }
    return out;
  }

  /** Gaussian blur; the result is smaller by the radius on each side. */
  private static double[] blurred(double[] in, int width, int outWidth, int outHeight) {
    double[] k = new double[2 * SSIM_RADIUS + 1];
    double total = 0;
    for (int i = 0; i < k.length; i++) {
      double d = i - SSIM_RADIUS;
      k[i] = Math.exp(-d * d / (2 * SSIM_SIGMA * SSIM_SIGMA));
      total += k[i];
    }
    int rows = outHeight + 2 * SSIM_RADIUS;
    double[] across = new double[outWidth * rows];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < outWidth; x++) {
        double s = 0;
        for (int i = 0; i < k.length; i++) {
          s += k[i] * in[y * width + x + i];
        }
        across[y * outWidth + x] = s / total;
      }
    }
    double[] out = new double[outWidth * outHeight];
    for (int y = 0; y < outHeight; y++) {
      for (int x = 0; x < outWidth; x++) {
        double s = 0;
        for (int i = 0; i < k.length; i++) {
          s += k[i] * across[(y + i) * outWidth + x];
        }
        out[y * outWidth + x] = s / total;
      }
    }
    return out;
  }
}
