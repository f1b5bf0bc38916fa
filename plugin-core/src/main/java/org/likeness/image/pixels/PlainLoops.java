package org.likeness.image.pixels;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** The loops in Java. */
final class PlainLoops implements PixelLoops {
  private static final int STEP = Pixels.FLOATS;

  @Override
  public void pack(
      ByteBuffer r,
      ByteBuffer g,
      ByteBuffer b,
      int from,
      int stride,
      int count,
      int rows,
      Pixels to,
      int at) {
    FloatBuffer out = to.data();
    ByteBuffer[] planes = {r, g, b};
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < rows; y++) {
        for (int i = 0; i < count; i++) {
          float v = planes[c].getFloat(Float.BYTES * (from + y * stride + i));
          out.put(STEP * (at + y * count + i) + c, v);
        }
      }
    }
  }

  @Override
  public void halve(
      ByteBuffer r, ByteBuffer g, ByteBuffer b, int width, int rows, Pixels to, int toRow) {
    ByteBuffer[] planes = {r, g, b};
    for (int c = 0; c < 3; c++) {
      halve(planes[c].duplicate().order(r.order()).asFloatBuffer(), 1, c, width, rows, to, toRow);
    }
  }

  @Override
  public void halve(Pixels from, int row, int rows, Pixels to) {
    for (int c = 0; c < 3; c++) {
      FloatBuffer in = from.rows(row, rows).position(c).slice();
      halve(in, STEP, c, from.width(), rows, to, row / 2);
    }
  }

  private static void halve(
      FloatBuffer in, int step, int channel, int width, int rows, Pixels to, int toRow) {
    FloatBuffer out = to.data();
    for (int y = 0; y < rows; y += 2) {
      int a = y * width;
      int b = Math.min(y + 1, rows - 1) * width;
      int at = (toRow + y / 2) * to.width();
      for (int x = 0; x < to.width(); x++) {
        int right = Math.min(2 * x + 1, width - 1);
        float p = in.get(step * (a + 2 * x));
        float q = in.get(step * (b + 2 * x));
        float s = in.get(step * (a + right));
        float t = in.get(step * (b + right));
        float mean = right > 2 * x ? 0.25f * (p + s + (q + t)) : 0.5f * (p + q);
        if (!(Math.abs(mean) <= Float.MAX_VALUE)) {
          mean = 0.25f * finite(p) + 0.25f * finite(s) + 0.25f * finite(q) + 0.25f * finite(t);
        }
        out.put(STEP * (at + x) + channel, mean);
      }
    }
  }

  private static float finite(float v) {
    return Math.abs(v) <= Float.MAX_VALUE ? v : 0f;
  }

  @Override
  public void crop(
      Pixels from,
      int x0,
      int y0,
      int width,
      int height,
      CropGrid grid,
      boolean clean,
      FloatBuffer out) {
    int size = grid.size();
    int[] at = new int[size];
    float[] fx = new float[size];
    float[] fy = new float[size];
    for (int y = 0; y < size; y++) {
      double u = grid.u0() + y * grid.downRight();
      double v = grid.v0() + y * grid.down();
      for (int x = 0; x < size; x++) {
        double p = within(u + x * grid.right(), width - 1.0);
        double q = within(v + x * grid.rightDown(), height - 1.0);
        // The last sample is read from the pair before it, so that no pair reaches over the edge.
        int left = Math.min((int) p, width - 2);
        int top = Math.min((int) q, height - 2);
        at[x] = STEP * ((top - y0) * from.width() + left - x0);
        fx[x] = (float) (p - left);
        fy[x] = (float) (q - top);
      }
      for (int c = 0; c < 3; c++) {
        line(from.data(), c, STEP * from.width(), at, fx, fy, out, (c * size + y) * size);
      }
    }
    for (int i = 0; clean && i < 3 * size * size; i++) {
      out.put(i, finite(out.get(i)));
    }
  }

  /** Cheaper than Math.min and Math.max, which tell zeros apart. */
  private static double within(double v, double last) {
    return v > 0 ? (v < last ? v : last) : 0;
  }

  private static void line(
      FloatBuffer in,
      int channel,
      int below,
      int[] at,
      float[] fx,
      float[] fy,
      FloatBuffer out,
      int to) {
    for (int x = 0; x < at.length; x++) {
      int p = at[x] + channel;
      int q = p + below;
      float a = in.get(p);
      float b = in.get(q);
      float top = a + fx[x] * (in.get(p + STEP) - a);
      float low = b + fx[x] * (in.get(q + STEP) - b);
      out.put(to + x, top + fy[x] * (low - top));
    }
  }

  @Override
  public void curve(ToneCurve curve, FloatBuffer v, int count, float gain, float low, float high) {
    float range = high - low;
    for (int i = 0; i < count; i++) {
      v.put(i, low + range * curve.of(v.get(i) * gain));
    }
  }

  @Override
  public void turn(FloatBuffer from, int size, int quarters, FloatBuffer to) {
    int last = size - 1;
    // Where the first sample comes from, and how far a step right and a step down go from there.
    int q = Math.floorMod(quarters, 4);
    int first = new int[] {0, last, size * size - 1, last * size}[q];
    int right = new int[] {1, size, -1, -size}[q];
    int down = new int[] {size, -1, -size, 1}[q];
    for (int c = 0; c < 3; c++) {
      int plane = c * size * size;
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          to.put(plane + y * size + x, from.get(plane + first + y * down + x * right));
        }
      }
    }
  }

  @Override
  public double[] blur(FloatBuffer rgb, int size, FloatBuffer room) {
    int n = size * size;
    float[] luma = new float[n];
    float[] turned = new float[n];
    for (int i = 0; i < n; i++) {
      luma[i] = 0.2126f * rgb.get(i) + 0.7152f * rgb.get(n + i) + 0.0722f * rgb.get(2 * n + i);
      turned[i % size * size + i / size] = luma[i];
    }
    double[] out = new double[4];
    blurOfColumns(turned, size, out, 0);
    blurOfColumns(luma, size, out, 2);
    return out;
  }

  private static void blurOfColumns(float[] v, int size, double[] out, int at) {
    double[] sum = new double[size];
    double[] all = new double[size];
    double[] lost = new double[size];
    float[] soft = new float[size];
    for (int y = -BLUR_REACH; y < BLUR_REACH; y++) {
      for (int x = 0; x < size; x++) {
        sum[x] += v[row(y, size) + x];
      }
    }
    for (int y = 0; y < size; y++) {
      int in = row(y + BLUR_REACH, size);
      int gone = row(y - BLUR_REACH, size);
      int here = row(y, size);
      int before = row(y - 1, size); // the first row is its own neighbour and adds nothing
      for (int x = 0; x < size; x++) {
        double s = sum[x] + v[in + x];
        float mean = (float) (s / (2 * BLUR_REACH + 1));
        double d = Math.abs(v[here + x] - v[before + x]);
        double less = d - Math.abs(mean - soft[x]);
        sum[x] = s - v[gone + x];
        soft[x] = mean;
        all[x] += d;
        lost[x] += less > 0 ? less : 0;
      }
    }
    for (int x = 0; x < size; x++) {
      out[at] += all[x];
      out[at + 1] += lost[x];
    }
  }

  private static int row(int y, int size) {
    return Math.max(0, Math.min(size - 1, y)) * size;
  }
}
