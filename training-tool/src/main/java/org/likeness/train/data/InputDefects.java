package org.likeness.train.data;

import java.util.Arrays;

/** Defects of cameras and files, on the input of a sample alone. Squares of three planes 0..1. */
final class InputDefects {
  private InputDefects() {}

  /**
   * Gaussian blur.
   *
   * @param deviation pixels
   */
  static void blur(float[] rgb, int at, int size, double deviation) {
    int radius = (int) Math.ceil(3 * deviation);
    if (radius < 1) {
      return;
    }
    float[] weights = new float[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      sum += Math.exp(-i * i / (2 * deviation * deviation));
    }
    for (int i = -radius; i <= radius; i++) {
      weights[i + radius] = (float) (Math.exp(-i * i / (2 * deviation * deviation)) / sum);
    }
    float[] rows = new float[size * size];
    for (int c = 0; c < 3; c++) {
      int from = at + c * size * size;
      line(rgb, from, rows, 0, size, weights, true);
      line(rows, 0, rgb, from, size, weights, false);
    }
  }

  private static void line(
      float[] in, int from, float[] out, int to, int size, float[] weights, boolean rows) {
    int radius = weights.length / 2;
    int step = rows ? 1 : size;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int along = rows ? x : y;
        int first = from + (rows ? y * size : x);
        float v = 0;
        for (int k = -radius; k <= radius; k++) {
          v += weights[k + radius] * in[first + step * clamp(along + k, size)];
        }
        out[to + y * size + x] = v;
      }
    }
  }

  /**
   * Straight motion blur: the mean along a line.
   *
   * @param length pixels
   * @param angle radians
   */
  static void motion(float[] rgb, int at, int size, double length, double angle) {
    int count = (int) Math.ceil(length) + 1;
    float[] out = new float[size * size];
    for (int c = 0; c < 3; c++) {
      int from = at + c * size * size;
      Arrays.fill(out, 0);
      for (int k = 0; k < count; k++) {
        double t = count == 1 ? 0 : length * ((double) k / (count - 1) - 0.5);
        add(rgb, from, size, t * Math.cos(angle), t * Math.sin(angle), out);
      }
      for (int i = 0; i < out.length; i++) {
        rgb[from + i] = out[i] / count;
      }
    }
  }

  private static void add(float[] in, int from, int size, double dx, double dy, float[] sum) {
    int ix = (int) Math.floor(dx);
    int iy = (int) Math.floor(dy);
    float fx = (float) (dx - ix);
    float fy = (float) (dy - iy);
    for (int y = 0; y < size; y++) {
      int up = from + clamp(y + iy, size) * size;
      int down = from + clamp(y + iy + 1, size) * size;
      for (int x = 0; x < size; x++) {
        int a = clamp(x + ix, size);
        int b = clamp(x + ix + 1, size);
        float top = in[up + a] + fx * (in[up + b] - in[up + a]);
        float low = in[down + a] + fx * (in[down + b] - in[down + a]);
        sum[y * size + x] += top + fy * (low - top);
      }
    }
  }

  /**
   * Grain: noise that is the same in all colours, and half as much that is each colour's own.
   *
   * @param deviation 0..1
   */
  static void grain(float[] rgb, int at, int size, double deviation, CounterRandom random) {
    int plane = size * size;
    float s = (float) (deviation * Math.sqrt(3) / 65536);
    for (int i = 0; i < plane; i++) {
      float common = s * four(random.bits());
      for (int c = 0; c < 3; c++) {
        int k = at + c * plane + i;
        rgb[k] = Math.min(Math.max(rgb[k] + common + 0.5f * s * four(random.bits()), 0f), 1f);
      }
    }
  }

  /** The sum of four uniform numbers of mean 0: near enough to a normal one, and cheap. */
  private static int four(long bits) {
    return (int) (bits & 65535)
        + (int) (bits >>> 16 & 65535)
        + (int) (bits >>> 32 & 65535)
        + (int) (bits >>> 48)
        - 2 * 65535;
  }

  private static int clamp(int v, int size) {
    return v < 0 ? 0 : Math.min(v, size - 1);
  }
}
