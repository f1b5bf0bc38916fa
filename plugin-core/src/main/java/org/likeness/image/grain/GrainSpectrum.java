package org.likeness.image.grain;

/** How the power of grain is shared among bands of frequency, to compare two grains by. */
public final class GrainSpectrum {
  /** Rings of the same width from 0 to half a cycle a pixel, and what lies in the corners. */
  public static final int BANDS = 5;

  private static final int BLOCK = 32;

  private GrainSpectrum() {}

  /**
   * Of noise.
   *
   * @param noise rows from the top, mean near 0
   * @param width samples a row, at least 32
   * @return shares of sum 1
   */
  public static double[] of(double[] noise, int width) {
    double[] out = new double[BANDS];
    int rows = noise.length / width;
    double[] block = new double[BLOCK * BLOCK];
    for (int y0 = 0; y0 + BLOCK <= rows; y0 += BLOCK) {
      for (int x0 = 0; x0 + BLOCK <= width; x0 += BLOCK) {
        for (int i = 0; i < block.length; i++) {
          // J. von Hann's window: a block's edges are no fine grain.
          double w = (1 - COS2[i / BLOCK]) * (1 - COS2[i % BLOCK]);
          block[i] = w * noise[(y0 + i / BLOCK) * width + x0 + i % BLOCK];
        }
        add(block, out);
      }
    }
    return shared(out);
  }

  /**
   * What {@link #of} gives of white noise through a square kernel, in the mean: the covariances of
   * the noise times those of the window (N. Wiener and A. Khinchin).
   *
   * @param side of the kernel, odd and at most 15
   */
  public static double[] ofKernel(double[] kernel, int side) {
    double[] out = new double[BANDS];
    for (int u = 0; u < BLOCK; u++) {
      for (int v = 0; v < BLOCK; v++) {
        double power = 0;
        for (int dy = 1 - side; dy < side; dy++) {
          for (int dx = 1 - side; dx < side; dx++) {
            double c = windowed(dy) * windowed(dx) * covariance(kernel, side, dx, dy);
            power += c * COS[Math.floorMod(u * dx + v * dy, BLOCK)];
          }
        }
        out[band(u, v)] += power;
      }
    }
    return shared(out);
  }

  private static double covariance(double[] kernel, int side, int dx, int dy) {
    double sum = 0;
    for (int y = Math.max(0, -dy); y < Math.min(side, side - dy); y++) {
      for (int x = Math.max(0, -dx); x < Math.min(side, side - dx); x++) {
        sum += kernel[y * side + x] * kernel[(y + dy) * side + x + dx];
      }
    }
    return sum;
  }

  /** Sum of the products of the window with itself some pixels further. */
  private static double windowed(int by) {
    double sum = 0;
    for (int i = Math.abs(by); i < BLOCK; i++) {
      sum += (1 - COS2[i]) * (1 - COS2[i - Math.abs(by)]);
    }
    return sum;
  }

  private static double[] shared(double[] power) {
    double sum = 0;
    for (double p : power) {
      sum += p;
    }
    for (int i = 0; i < power.length && sum > 0; i++) {
      power[i] /= sum;
    }
    return power;
  }

  /** Adds the power of a block's discrete Fourier transform, rows first. */
  private static void add(double[] block, double[] out) {
    double[] re = new double[BLOCK * BLOCK];
    double[] im = new double[BLOCK * BLOCK];
    for (int y = 0; y < BLOCK; y++) {
      for (int u = 0; u < BLOCK; u++) {
        for (int x = 0; x < BLOCK; x++) {
          double v = block[y * BLOCK + x];
          int k = u * x % BLOCK;
          re[y * BLOCK + u] += v * COS[k];
          im[y * BLOCK + u] -= v * SIN[k];
        }
      }
    }
    for (int u = 0; u < BLOCK; u++) {
      for (int v = 0; v < BLOCK; v++) {
        double a = 0;
        double b = 0;
        for (int y = 0; y < BLOCK; y++) {
          int k = v * y % BLOCK;
          a += re[y * BLOCK + u] * COS[k] + im[y * BLOCK + u] * SIN[k];
          b += im[y * BLOCK + u] * COS[k] - re[y * BLOCK + u] * SIN[k];
        }
        out[band(u, v)] += a * a + b * b;
      }
    }
  }

  private static int band(int u, int v) {
    double fu = Math.min(u, BLOCK - u) / (double) BLOCK;
    double fv = Math.min(v, BLOCK - v) / (double) BLOCK;
    return Math.min(BANDS - 1, (int) (Math.hypot(fu, fv) / 0.125));
  }

  private static final double[] COS = new double[BLOCK];
  private static final double[] SIN = new double[BLOCK];
  private static final double[] COS2 = new double[BLOCK];

  static {
    for (int i = 0; i < BLOCK; i++) {
      COS[i] = Math.cos(2 * Math.PI * i / BLOCK);
      SIN[i] = Math.sin(2 * Math.PI * i / BLOCK);
      COS2[i] = Math.cos(2 * Math.PI * (i + 0.5) / BLOCK);
    }
  }
}
