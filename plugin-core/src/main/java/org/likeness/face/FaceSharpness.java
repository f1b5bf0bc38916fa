package org.likeness.face;

import java.util.Arrays;
import org.likeness.image.Affine2;

/**
 * How sharp a plate is on a face, at its own pixels: F. Crete, T. Dolmiere, P. Ladret and M.
 * Nicolas, "The blur effect: perception and estimation with a new no-reference perceptual blur
 * metric", 2007. What differs between neighbours is compared with what is left of it when the
 * picture is made soft on purpose: little is lost of a picture that was soft before.
 */
final class FaceSharpness {
  /** Side of the largest square that is looked at. */
  static final int MOST = 256;

  private static final int LEAST = 24;

  /** Half the length of the mean that makes it soft. */
  private static final int REACH = 4;

  private FaceSharpness() {}

  /** 0 soft, 1 sharp; NaN of a face that is too small to say. */
  static float of(DisplayView plate, CropAnchors.Fit fit) {
    int size = (int) Math.min(MOST, Math.round(fit.scale()));
    if (size < LEAST) {
      return Float.NaN;
    }
    // Pixel for pixel, so that nothing is resampled; upright, so that the plate's grid is kept.
    double x = Math.rint(fit.x()) - size / 2;
    double y = Math.rint(fit.y()) - size / 2;
    float[] rgb = plate.crop(new Affine2(1, 0, -x, 0, 1, -y), size);
    int n = size * size;
    float[] luma = new float[n];
    for (int i = 0; i < n; i++) {
      luma[i] = 0.2126f * rgb[i] + 0.7152f * rgb[n + i] + 0.0722f * rgb[2 * n + i];
    }
    return (float) (1 - Math.max(blur(luma, size), blur(turned(luma, size), size)));
  }

  /** Columns for rows. */
  private static float[] turned(float[] v, int size) {
    float[] out = new float[v.length];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        out[x * size + y] = v[y * size + x];
      }
    }
    return out;
  }

  /** The measure along the rows. */
  private static double blur(float[] v, int size) {
    double all = 0;
    double lost = 0;
    float[] soft = new float[size];
    float[] row = new float[size + 2 * REACH]; // the row, its ends going on
    for (int line = 0; line < size; line++) {
      System.arraycopy(v, line * size, row, REACH, size);
      Arrays.fill(row, 0, REACH, row[REACH]);
      Arrays.fill(row, REACH + size, row.length, row[REACH + size - 1]);
      double sum = 0;
      for (int k = 0; k < 2 * REACH; k++) {
        sum += row[k];
      }
      for (int i = 0; i < size; i++) {
        sum += row[i + 2 * REACH];
        soft[i] = (float) (sum / (2 * REACH + 1));
        sum -= row[i];
      }
      for (int i = 1; i < size; i++) {
        double d = Math.abs(row[REACH + i] - row[REACH + i - 1]);
        double s = Math.abs(soft[i] - soft[i - 1]);
        all += d;
        lost += d > s ? d - s : 0;
      }
    }
    return all <= 0 ? 1 : (all - lost) / all;
  }
}
