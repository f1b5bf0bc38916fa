package org.likeness.train.data;

import java.util.stream.IntStream;

/** Masks of a square picture, made of the 468 points of the face mesh. Values 0..1. */
public final class MaskPainter {
  /** The mesh's outline: forehead, temples, jaw, chin. */
  private static final int[] OVAL = {
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
    148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109
  };

  private static final int[] RIGHT_EYE = {
    33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246
  };
  private static final int[] LEFT_EYE = {
    263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466
  };
  private static final int[] LIPS = {
    61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185
  };
  private static final int SUBROWS = 4;

  private MaskPainter() {}

  /**
   * The area of the face by the mesh's outline.
   *
   * @param landmarks 468 pairs x, y in pixels
   * @param size side of the picture
   */
  public static float[] hull(float[] landmarks, int size) {
    float[] mask = new float[size * size];
    fill(mask, size, landmarks, OVAL);
    return mask;
  }

  /**
   * The area within an outline.
   *
   * @param points of the outline, pairs x, y in pixels
   * @param size side of the picture
   */
  public static float[] polygon(float[] points, int size) {
    float[] mask = new float[size * size];
    fill(mask, size, points, IntStream.range(0, points.length / 2).toArray());
    return mask;
  }

  /** Eyes and mouth, widened a little, with soft edges. */
  public static float[] eyesAndMouth(float[] landmarks, int size) {
    float[] mask = new float[size * size];
    fill(mask, size, landmarks, RIGHT_EYE);
    fill(mask, size, landmarks, LEFT_EYE);
    fill(mask, size, landmarks, LIPS);
    return blur(dilate(mask, size, Math.round(size * 0.03f)), size, Math.round(size * 0.015f));
  }

  /**
   * Adds a polygon: coverage of each pixel by the polygon's area, nonzero winding, exact along x
   * and in {@value #SUBROWS} steps along y.
   */
  static void fill(float[] mask, int size, float[] points, int[] corners) {
    int n = corners.length;
    double[] xs = new double[n];
    int[] winding = new int[n];
    for (int sub = 0; sub < size * SUBROWS; sub++) {
      double y = (sub + 0.5) / SUBROWS;
      int crossings = 0;
      for (int i = 0; i < n; i++) {
        int a = corners[i];
        int b = corners[(i + 1) % n];
        double ya = points[2 * a + 1];
        double yb = points[2 * b + 1];
        if ((ya <= y) == (yb <= y)) {
          continue;
        }
        double x = points[2 * a] + (y - ya) / (yb - ya) * (points[2 * b] - points[2 * a]);
        int at = crossings++;
        while (at > 0 && xs[at - 1] > x) {
          xs[at] = xs[at - 1];
          winding[at] = winding[at - 1];
          at--;
        }
        xs[at] = x;
        winding[at] = ya < yb ? 1 : -1;
      }
      int wound = 0;
      for (int i = 0; i + 1 < crossings; i++) {
        wound += winding[i];
        if (wound != 0) {
          span(mask, size, sub / SUBROWS, xs[i], xs[i + 1]);
        }
      }
    }
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Math.min(mask[i], 1f);
    }
  }

  private static void span(float[] mask, int size, int row, double from, double to) {
    double x0 = Math.max(0, from);
    double x1 = Math.min(size, to);
    for (int x = (int) x0; x < x1; x++) {
      double covered = Math.min(x + 1, x1) - Math.max(x, x0);
      mask[row * size + x] += (float) (covered / SUBROWS);
    }
  }

  /** Greatest value of the square of {@code radius} pixels around each pixel. */
  static float[] dilate(float[] mask, int size, int radius) {
    return transpose(
        dilateRows(transpose(dilateRows(mask, size, radius), size), size, radius), size);
  }

  private static float[] dilateRows(float[] mask, int size, int radius) {
    float[] out = new float[mask.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        float most = 0;
        for (int i = Math.max(0, x - radius); i <= Math.min(size - 1, x + radius); i++) {
          most = Math.max(most, mask[y * size + i]);
        }
        out[y * size + x] = most;
      }
    }
    return out;
  }

  /** Three box filters of {@code radius} pixels in both directions: near a Gaussian. */
  static float[] blur(float[] mask, int size, int radius) {
    float[] out = mask;
    for (int i = 0; i < 3; i++) {
      out = transpose(blurRows(transpose(blurRows(out, size, radius), size), size, radius), size);
    }
    return out;
  }

  private static float[] blurRows(float[] mask, int size, int radius) {
    float[] out = new float[mask.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        float sum = 0;
        for (int i = x - radius; i <= x + radius; i++) {
          sum += mask[y * size + Math.min(Math.max(i, 0), size - 1)];
        }
        out[y * size + x] = sum / (2 * radius + 1);
      }
    }
    return out;
  }

  private static float[] transpose(float[] mask, int size) {
    float[] out = new float[mask.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        out[x * size + y] = mask[y * size + x];
      }
    }
    return out;
  }
}
