package org.likeness.face;

import java.util.Arrays;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Where a face shows skin: within the mesh's oval, without eyes, brows and lips. Outlines are rings
 * of the mesh's points.
 */
public final class SkinRegion {
  private static final int[] OVAL = {
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
    148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109
  };
  private static final int[][] HOLES = {
    {33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7},
    {263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249},
    {70, 63, 105, 66, 107, 55, 65, 52, 53, 46},
    {300, 293, 334, 296, 336, 285, 295, 282, 283, 276},
    {61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146}
  };

  /** Lines a row of pixels is cut into. */
  private static final int LINES = 4;

  private SkinRegion() {}

  /**
   * The region in a crop.
   *
   * @param mesh in plate pixels
   * @param plateToCrop plate pixels to crop pixels
   * @param size side of the crop
   * @return coverage 0..1, window (0, 0, size, size)
   */
  public static Plane of(Landmarks mesh, Affine2 plateToCrop, int size) {
    float[] out = coverage(mesh, OVAL, plateToCrop, size);
    for (int[] hole : HOLES) {
      float[] h = coverage(mesh, hole, plateToCrop, size);
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.max(0f, out[i] - h[i]);
      }
    }
    return new Plane(PixelRect.ofSize(size, size), out);
  }

  /** How much of each pixel a ring covers, by the crossings of lines with it, even and odd. */
  private static float[] coverage(Landmarks mesh, int[] ring, Affine2 map, int size) {
    float[] out = new float[size * size];
    double[] x = new double[ring.length];
    double[] y = new double[ring.length];
    for (int i = 0; i < ring.length; i++) {
      x[i] = map.mapX(mesh.x(ring[i]), mesh.y(ring[i]));
      y[i] = map.mapY(mesh.x(ring[i]), mesh.y(ring[i]));
    }
    double[] cross = new double[ring.length];
    for (int line = 0; line < LINES * size; line++) {
      double at = (line + 0.5) / LINES;
      int n = 0;
      for (int i = 0; i < ring.length; i++) {
        int j = (i + 1) % ring.length;
        if (y[i] <= at != y[j] <= at) {
          cross[n++] = x[i] + (at - y[i]) / (y[j] - y[i]) * (x[j] - x[i]);
        }
      }
      Arrays.sort(cross, 0, n);
      for (int k = 0; k + 1 < n; k += 2) {
        fill(out, line / LINES * size, size, cross[k], cross[k + 1]);
      }
    }
    return out;
  }

  private static void fill(float[] out, int row, int size, double from, double to) {
    double a = Math.max(0, from);
    double b = Math.min(size, to);
    int whole = (int) Math.ceil(a);
    int end = (int) b;
    if (whole >= end) {
      ends(out, row, (int) a, size, a, b);
      return;
    }
    ends(out, row, (int) a, whole, a, b);
    // Most pixels lie wholly within.
    float line = (float) (1.0 / LINES);
    for (int i = row + whole; i < row + end; i++) {
      out[i] = Math.min(1f, out[i] + line);
    }
    ends(out, row, end, size, a, b);
  }

  private static void ends(float[] out, int row, int from, int to, double a, double b) {
    for (int x = from; x < to && x < b; x++) {
      double share = Math.min(x + 1, b) - Math.max(x, a);
      out[row + x] = Math.min(1f, out[row + x] + (float) (Math.max(0, share) / LINES));
    }
  }
}
