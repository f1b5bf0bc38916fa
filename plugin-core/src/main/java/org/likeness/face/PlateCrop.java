package org.likeness.face;

import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;

/**
 * Reads a square crop out of one level of a {@link PlatePyramid}, each sample between the four next
 * to it. Most of what an analysis costs beside its networks was spent here, so upright crops, whose
 * rows lie on the level's rows, go a shorter way to the same numbers. Used once, by one thread.
 */
final class PlateCrop {
  private final PlatePyramid.Level level;
  private final int size;

  /** Level coordinates of the first sample, and how far a step right and a step down move. */
  private final double u0;

  private final double v0;
  private final double right;
  private final double rightDown;
  private final double down;
  private final double downRight;

  private final double lastColumn;
  private final double lastRow;
  private final int[] at;
  private final float[] fx;
  private final float[] fy;

  /**
   * A crop to read.
   *
   * @param level at least two samples wide and high
   * @param window the plate's data window
   * @param back from the crop to the plate
   */
  PlateCrop(PlatePyramid.Level level, PixelRect window, Affine2 back, int size) {
    this.level = level;
    this.size = size;
    double unit = 1.0 / (1 << level.number());
    u0 = (back.mapX(0.5, 0.5) - window.x0()) * unit - 0.5;
    v0 = (back.mapY(0.5, 0.5) - window.y0()) * unit - 0.5;
    right = back.a() * unit;
    rightDown = back.d() * unit;
    down = back.e() * unit;
    downRight = back.b() * unit;
    lastColumn = level.width() - 1.0;
    lastRow = level.height() - 1.0;
    at = new int[size];
    fx = new float[size];
    fy = new float[size];
  }

  /** Reads all three planes, one after the other. */
  void read(float[] out) {
    if (rightDown == 0 && downRight == 0) {
      upright(out);
    } else {
      turned(out);
    }
    if (level.number() == 0) { // only there may be samples that are not finite
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.abs(out[i]) <= Float.MAX_VALUE ? out[i] : 0f;
      }
    }
  }

  private void turned(float[] out) {
    int width = level.width();
    for (int y = 0; y < size; y++) {
      double u = u0 + y * downRight;
      double v = v0 + y * down;
      for (int x = 0; x < size; x++) {
        double p = within(u + x * right, lastColumn);
        double q = within(v + x * rightDown, lastRow);
        // The last sample is read from the pair before it, so that no pair reaches over the edge.
        int left = Math.min((int) p, width - 2);
        int top = Math.min((int) q, level.height() - 2);
        at[x] = top * width + left;
        fx[x] = (float) (p - left);
        fy[x] = (float) (q - top);
      }
      for (int c = 0; c < 3; c++) {
        line(level.rgb()[c], width, out, (c * size + y) * size);
      }
    }
  }

  /** Cheaper than Math.min and Math.max, which tell zeros apart. */
  private static double within(double v, double last) {
    return v > 0 ? (v < last ? v : last) : 0;
  }

  private void line(float[] in, int width, float[] out, int to) {
    for (int x = 0; x < at.length; x++) {
      int p = at[x];
      int q = p + width;
      float a = in[p];
      float b = in[q];
      float top = a + fx[x] * (in[p + 1] - a);
      float low = b + fx[x] * (in[q + 1] - b);
      out[to + x] = top + fy[x] * (low - top);
    }
  }

  private void upright(float[] out) {
    for (int x = 0; x < size; x++) {
      double p = within(u0 + x * right, lastColumn);
      at[x] = Math.min((int) p, level.width() - 2);
      fx[x] = (float) (p - at[x]);
    }
    for (int c = 0; c < 3; c++) {
      float[] in = level.rgb()[c];
      float[] upper = new float[size];
      float[] lower = new float[size];
      int upperIs = -1;
      int lowerIs = -1;
      for (int y = 0; y < size; y++) {
        double q = within(v0 + y * down, lastRow);
        int top = Math.min((int) q, level.height() - 2);
        if (top == lowerIs) { // the row below has become the one above
          float[] t = upper;
          upper = lower;
          lower = t;
          lowerIs = upperIs;
          upperIs = top;
        }
        if (top != upperIs) {
          across(in, top * level.width(), upper);
          upperIs = top;
        }
        if (top + 1 != lowerIs) {
          across(in, (top + 1) * level.width(), lower);
          lowerIs = top + 1;
        }
        between(upper, lower, (float) (q - top), out, (c * size + y) * size);
      }
    }
  }

  private void across(float[] in, int row, float[] out) {
    for (int x = 0; x < out.length; x++) {
      int p = row + at[x];
      float a = in[p];
      out[x] = a + fx[x] * (in[p + 1] - a);
    }
  }

  private static void between(float[] upper, float[] lower, float part, float[] out, int to) {
    for (int x = 0; x < upper.length; x++) {
      out[to + x] = upper[x] + part * (lower[x] - upper[x]);
    }
  }
}
