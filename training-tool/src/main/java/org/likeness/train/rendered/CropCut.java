package org.likeness.train.rendered;

import org.likeness.image.Affine2;

/** Cuts crops out of pictures of bytes: four bilinear samples a pixel. */
public final class CropCut {
  private CropCut() {}

  /**
   * Cuts; beyond the picture its edge goes on.
   *
   * @param bytes {@code channels} by turns, row by row
   * @param toCrop picture pixels to crop pixels
   * @param size side of the crop
   * @param out a plane for each channel, 0..1
   * @param at where they begin
   */
  public static void cut(
      byte[] bytes,
      int channels,
      int width,
      int height,
      Affine2 toCrop,
      int size,
      float[] out,
      int at) {
    Affine2 back = toCrop.inverse();
    int n = size * size;
    float[] sum = new float[channels];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        java.util.Arrays.fill(sum, 0f);
        for (int k = 0; k < 4; k++) {
          double u = x + 0.25 + 0.5 * (k & 1);
          double v = y + 0.25 + 0.5 * (k >> 1);
          bilinear(
              bytes, channels, width, height, back.mapX(u, v) - 0.5, back.mapY(u, v) - 0.5, sum);
        }
        int i = y * size + x;
        for (int c = 0; c < channels; c++) {
          out[at + c * n + i] = sum[c] / (4 * 255);
        }
      }
    }
  }

  private static void bilinear(
      byte[] b, int channels, int width, int height, double x, double y, float[] sum) {
    double cx = Math.max(0, Math.min(width - 1.001, x));
    double cy = Math.max(0, Math.min(height - 1.001, y));
    int x0 = (int) cx;
    int y0 = (int) cy;
    float fx = (float) (cx - x0);
    float fy = (float) (cy - y0);
    int i = channels * (y0 * width + x0);
    int down = i + channels * width;
    for (int c = 0; c < channels; c++) {
      int n = channels + c;
      float top = (b[i + c] & 255) + fx * ((b[i + n] & 255) - (b[i + c] & 255));
      float low = (b[down + c] & 255) + fx * ((b[down + n] & 255) - (b[down + c] & 255));
      sum[c] += top + fy * (low - top);
    }
  }

  /**
   * A small crop made large again: a soft picture.
   *
   * @param small three planes of {@code from} times {@code from}
   * @param out three planes of {@code to} times {@code to}
   */
  public static void enlarge(float[] small, int from, float[] out, int to) {
    double s = (double) from / to;
    for (int y = 0; y < to; y++) {
      double v = Math.max(0, Math.min(from - 1.001, (y + 0.5) * s - 0.5));
      int y0 = (int) v;
      float fy = (float) (v - y0);
      for (int x = 0; x < to; x++) {
        double u = Math.max(0, Math.min(from - 1.001, (x + 0.5) * s - 0.5));
        int x0 = (int) u;
        float fx = (float) (u - x0);
        for (int c = 0; c < 3; c++) {
          int i = c * from * from + y0 * from + x0;
          float top = small[i] + fx * (small[i + 1] - small[i]);
          float low = small[i + from] + fx * (small[i + from + 1] - small[i + from]);
          out[c * to * to + y * to + x] = top + fy * (low - top);
        }
      }
    }
  }
}
